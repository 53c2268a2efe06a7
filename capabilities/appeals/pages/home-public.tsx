import { Digest, FigureList, Instant, StatusTag, useTenantPath, useText, type HomePartProps } from "#ui-kit/index.ts";
import type { PageContext } from "#platform/page.ts";
import { isRefusal } from "#platform/refusal.ts";
import { listPublicAppeals } from "../contract/list-public-appeals.ts";
import { readRates } from "../contract/read-rates.ts";
import { stateWords, toneOf } from "./listed-columns.tsx";
import { useRateFigures } from "./rate-figures.tsx";

const FIRST = 5;
/** Response, solution, satisfaction: what a resident asks first. The others are on their own page. */
const RATES = 3;

export const read = async (context: PageContext) => {
  const [list, rates] = await Promise.all([context.call(listPublicAppeals, {}), context.call(readRates, {})]);
  if (isRefusal(list)) return list;
  return list.appeals.length === 0 ? undefined : { list, rates: isRefusal(rates) ? undefined : rates };
};

/** What came of what others raised, and how well that is done. */
export default function HomePublic({ data: { list, rates } }: HomePartProps<typeof read>) {
  const t = useText("appeals");
  const path = useTenantPath();
  const figuresOf = useRateFigures(path("appeals/rates"));
  return (
    <Digest
      title={t("public.title")}
      lines={list.appeals.slice(0, FIRST).map((row) => ({
        key: row.id,
        href: path(`appeals/${row.number}`),
        words: row.title,
        aside: (
          <>
            <StatusTag tone={toneOf(row.state)}>{stateWords(t, row)}</StatusTag> <Instant at={row.raisedAt} />
          </>
        ),
      }))}
      more={[
        { href: path("appeals"), words: t("home.all", { count: list.count }) },
        { href: path("appeals/map"), words: t("menu.map") },
        { href: path("appeals/rates"), words: t("menu.rates") },
      ]}
    >
      {rates === undefined ? undefined : <FigureList heading="h3" figures={figuresOf(rates).slice(0, RATES)} />}
    </Digest>
  );
}
