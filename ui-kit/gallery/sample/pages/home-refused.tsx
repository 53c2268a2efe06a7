import type { PageContext } from "../../../../platform/page.ts";
import type { HomePartProps } from "../../../index.ts";
import { raiseMatter } from "../contract/raise-matter.ts";

export const read = async (context: PageContext) =>
  await context.call(raiseMatter, { villageId: "", title: "", text: "", kind: "other", anonymous: false });

export default function HomeRefused({ data }: HomePartProps<typeof read>) {
  return <p>{`answered ${data.id}`}</p>;
}
