import { Day, Digest, useTenantPath, useText, type HomePartProps } from "#ui-kit/index.ts";
import type { PageContext } from "#platform/page.ts";
import { isRefusal } from "#platform/refusal.ts";
import { listDisclosures } from "../contract/list-disclosures.ts";

const FIRST = 5;

export const read = async (context: PageContext) => {
  const list = await context.call(listDisclosures, {});
  if (isRefusal(list)) return list;
  return list.items.length === 0 && list.overdue === 0 ? undefined : list;
};

/** What was published last, and how much is late. */
export default function HomeDisclosure({ data: list }: HomePartProps<typeof read>) {
  const t = useText("disclosure");
  const path = useTenantPath();
  return (
    <Digest
      title={t("board.title")}
      lines={list.items.slice(0, FIRST).map((item) => ({
        key: item.id,
        href: path(`disclosure/${item.id}`),
        words: item.title,
        aside: (
          <>
            {item.area} {item.publishedOn === null ? undefined : <Day day={item.publishedOn} />}
          </>
        ),
      }))}
      more={[
        { href: path("disclosure"), words: t("home.all", { count: list.count }) },
        {
          href: path("disclosure/overdue"),
          words: list.overdue === 0 ? t("board.noneOverdue") : t("board.overdue", { count: list.overdue }),
        },
      ]}
    />
  );
}
