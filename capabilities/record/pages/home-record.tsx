import { Day, Digest, useTenantPath, useText, useViewer, type HomePartProps } from "#ui-kit/index.ts";
import type { PageContext } from "#platform/page.ts";
import { isRefusal } from "#platform/refusal.ts";
import { listEntries } from "../contract/list-entries.ts";
import { Standing } from "./Standing.tsx";

const FIRST = 4;

export const read = async (context: PageContext) => {
  const list = await context.call(listEntries, {});
  return isRefusal(list) || list.entries.length > 0 ? list : undefined;
};

/** What became official lately, each with its proof. */
export default function HomeRecord({ data: list }: HomePartProps<typeof read>) {
  const t = useText("record");
  const path = useTenantPath();
  const english = useViewer().locale === "en";
  return (
    <Digest
      title={t("list.title")}
      lines={list.entries.slice(0, FIRST).map((entry) => ({
        key: String(entry.index),
        href: path(`record/${entry.index}`),
        words: entry.title === "" ? t("untitled") : entry.title,
        aside: (
          <>
            {english ? entry.kindNameEn : entry.kindName} <Day day={entry.on} />
          </>
        ),
      }))}
      more={[
        { href: path("record"), words: t("home.all") },
        { href: path("record/check"), words: t("list.check") },
      ]}
    >
      <p>
        <Standing list={list} />
      </p>
    </Digest>
  );
}
