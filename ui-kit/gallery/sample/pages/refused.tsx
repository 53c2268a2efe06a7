import type { PageArgs } from "../../../../platform/page.ts";
import { orRefuse } from "../../../index.ts";
import { raiseMatter } from "../contract/raise-matter.ts";

export async function loader({ context }: PageArgs) {
  return orRefuse(await context.call(raiseMatter, { villageId: "", title: "", text: "", kind: "other", anonymous: false }));
}

export default function RefusedPage() {
  return undefined;
}
