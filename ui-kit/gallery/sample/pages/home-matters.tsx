import { Digest, useTenantPath, useText, type HomePartProps } from "../../../index.ts";
import { MATTERS } from "../invented.ts";

export const read = async () => MATTERS.slice(0, 2);

export default function HomeMatters({ data }: HomePartProps<typeof read>) {
  const t = useText("sample");
  const path = useTenantPath();
  return (
    <Digest
      title={t("list.title")}
      lines={data.map(({ title, village }) => ({ key: title, href: path("sample/matter"), words: title, aside: village }))}
      more={[{ href: path("sample"), words: t("list.all") }]}
    />
  );
}
