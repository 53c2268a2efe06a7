import { sql, type Expression, type SqlBool } from "kysely";
import type { Tx } from "#platform/db/tx.ts";
import { appealConditions, COUNT_CAP, joinNames, joinWords, listedColumns } from "./list-appeals.ts";
import type { ListedRow, ListFilter, Position, WordsFrom } from "./list-appeals.ts";

export type RankedPosition = Position & { readonly rank: number };
export type RankedRow = ListedRow & { readonly rank: number };

/** At most as many are ranked: beyond, nobody reads the best of them, and the newest are shown instead. */
const RANKED_MOST = COUNT_CAP;

/**
 * Appeals whose words hold what is asked, the best first, the newer of two as good. The words are found by the index, with the owner's
 * eyes (`appeals.search_own`); what is shown of them is what a list under this policy and this filter shows.
 * @returns `"too-many"` where more hold the words than are ranked and every one looked at is shown: their count is known without walking the
 *   list; undefined where more hold them and some of those are not shown, so that nobody knows yet how many are
 */
export async function searchAppealRows(
  tx: Tx,
  words: WordsFrom,
  visible: Expression<SqlBool>,
  { filter, tsquery, after, size }: { filter: ListFilter; tsquery: string; after: RankedPosition | undefined; size: number },
): Promise<{ readonly rows: readonly RankedRow[]; readonly count: number } | "too-many" | undefined> {
  const hits =
    words === "own"
      ? sql`appeals.search_own(${tsquery}::tsquery, ${filter.area || null}::ltree, ${RANKED_MOST + 1})`
      : sql`appeals.search_released(${tsquery}::tsquery, ${RANKED_MOST + 1})`;
  const beyond =
    after === undefined
      ? sql`true`
      : sql`(a.rank, a.raised_at, a.id) < (${after.rank}::float8, ${after.raisedAt}::timestamptz, ${after.id}::uuid)`;
  const { rows } = await sql<RankedRow & { many: boolean; manyShown: boolean; count: number; id: string | null }>`
    with hit as materialized (select appeal_id, rank::float8 as rank from ${hits}),
    total as (select count(*) > ${RANKED_MOST} as many from hit),
    shown as (select count(*) > ${RANKED_MOST} as all from hit join appeals.appeal a on a.id = hit.appeal_id
      where (select many from total) and ${appealConditions(tx, visible, filter)}),
    seen as materialized (select a.id, a.raised_at, hit.rank from hit join appeals.appeal a on a.id = hit.appeal_id
      where not (select many from total) and ${appealConditions(tx, visible, filter)}),
    best as (select * from seen a where ${beyond} order by a.rank desc, a.raised_at desc, a.id desc limit ${size}),
    page as (select ${listedColumns(true)}, best.rank from best join appeals.appeal a on a.tenant_id = ${tx.tenantId} and a.id = best.id
      ${joinWords(words)} ${joinNames()})
    select total.many, shown.all as "manyShown", (select count(*) from seen) as count, page.* from total cross join shown left join page on true
    order by page.rank desc, page.raised_at desc, page.id desc`.execute(tx.db);
  const [first] = rows;
  if (first === undefined || first.many) return first?.manyShown === true ? "too-many" : undefined;
  return { rows: rows.filter(({ id }) => id !== null), count: first.count };
}
