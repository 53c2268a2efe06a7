import { sql, type Expression, type SqlBool } from "kysely";
import type { Tx } from "#platform/db/tx.ts";
import { appealConditions, COUNT_CAP, joinNames, joinWords, listedColumns } from "./list-appeals.ts";
import type { ListedRow, ListFilter, Position, WordsFrom } from "./list-appeals.ts";

export type RankedPosition = Position & { readonly rank: number };
export type RankedRow = ListedRow & { readonly rank: number };

/** At most as many are ranked: beyond, nobody reads the best of them, and the newest are shown instead. */
const RANKED_MOST = COUNT_CAP;

export type RankedSearch = {
  readonly filter: ListFilter;
  readonly tsquery: string;
  readonly after: RankedPosition | undefined;
  readonly size: number;
  /** Areas in which `visible` holds for whatever the reader is not barred from: a find there need not be looked up to be counted. */
  readonly whole: readonly string[];
};

/**
 * Appeals whose words hold what is asked, the best first, the newer of two as good (ids are in the order of time). The words are found by the
 * index, with the owner's eyes (`appeals.search_own`); what is shown of them is what a list under this policy and this filter shows.
 * @returns `"too-many"` where more hold the words than are ranked and every one looked at is shown: their count is known without walking the
 *   list; undefined where more hold them and some of those are not shown, so that nobody knows yet how many are
 */
export async function searchAppealRows(
  tx: Tx,
  words: WordsFrom,
  visible: Expression<SqlBool>,
  { filter, tsquery, after, size, whole }: RankedSearch,
): Promise<{ readonly rows: readonly RankedRow[]; readonly count: number } | "too-many" | undefined> {
  const sure = narrowsByAreaAlone(filter) ? whole : [];
  const hits =
    words === "own"
      ? sql`appeals.search_own(${tsquery}::tsquery, ${filter.area || null}::ltree, ${`{${sure.join(",")}}`}::ltree[], ${RANKED_MOST + 1})`
      : sql`(select appeal_id, rank, false as sure from appeals.search_released(${tsquery}::tsquery, ${RANKED_MOST + 1})) r`;
  const beyond = after === undefined ? sql`true` : sql`(s.rank, s.id) < (${after.rank}::float8, ${after.id}::uuid)`;
  const conditions = appealConditions(tx, visible, filter);
  const { rows } = await sql<RankedRow & { many: boolean; count: number; id: string | null }>`
    with hit as materialized (select appeal_id, rank::float8 as rank, sure from ${hits}),
    total as (select count(*) > ${RANKED_MOST} as many from hit),
    shown as materialized (select appeal_id as id, rank from hit where sure
      union all select a.id, hit.rank from hit join appeals.appeal a on a.id = hit.appeal_id where not hit.sure and ${conditions}),
    best as (select * from shown s where not (select many from total) and ${beyond} order by s.rank desc, s.id desc limit ${size}),
    page as (select ${listedColumns(true)}, best.rank from best join appeals.appeal a on a.id = best.id and ${conditions}
      ${joinWords(words)} ${joinNames()})
    select total.many, (select count(*) from shown) as count, page.* from total left join page on true
    order by page.rank desc, page.id desc`.execute(tx.db);
  const [first] = rows;
  if (first === undefined || first.many) return first !== undefined && first.count > RANKED_MOST ? "too-many" : undefined;
  return { rows: rows.filter(({ id }) => id !== null), count: first.count };
}

function narrowsByAreaAlone({ area: _area, ...others }: ListFilter): boolean {
  return Object.values(others).every((value) => !value);
}
