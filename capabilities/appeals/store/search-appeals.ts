import { sql, type Expression, type SqlBool } from "kysely";
import type { Tx } from "#platform/db/tx.ts";
import { appealConditions, COUNT_CAP, joinNames, joinWords, listedColumns } from "./list-appeals.ts";
import type { ListedRow, ListFilter, WordsFrom } from "./list-appeals.ts";

export type Ranked = { readonly id: string; readonly rank: number };
/** How many were found, and which of them stand first. */
export type Ranking = { readonly count: number; readonly best: readonly Ranked[] };

/** At most as many are ranked: beyond, nobody reads the best of them, and the newest are shown instead. */
const RANKED_MOST = COUNT_CAP;

export type RankedSearch = {
  readonly words: WordsFrom;
  readonly filter: ListFilter;
  readonly tsquery: string;
  readonly after: Ranked | undefined;
  /** How many of the best. */
  readonly size: number;
  /** Areas in which `visible` holds for whatever the reader is not barred from: a find there need not be looked up to be counted. */
  readonly whole: readonly string[];
};

/**
 * Appeals whose words hold what is asked, the best first, the newer of two as good (ids are in the order of time). The words are found by the
 * index, with the owner's eyes (`appeals.search_own`); what is found of them is what a list under this policy and this filter shows.
 * @returns `"too-many"` where more hold the words than are ranked and every one looked at is shown: their count is known without walking the
 *   list; undefined where more hold them and some of those are not shown, so that nobody knows yet how many are
 */
export async function rankAppeals(
  tx: Tx,
  visible: Expression<SqlBool>,
  { words, filter, tsquery, after, size, whole }: RankedSearch,
): Promise<Ranking | "too-many" | undefined> {
  const byArea = narrowsByAreaAlone(filter);
  const [asked, within, most] = [sql`${tsquery}::tsquery`, sql`${filter.area || null}::ltree`, RANKED_MOST + 1];
  const hits =
    words === "own"
      ? sql`appeals.search_own(${asked}, ${within}, ${`{${whole.join(",")}}`}::ltree[], ${most})`
      : sql`(select appeal_id, rank, true as sure from appeals.search_released(${asked}, ${within}, ${most})) r`;
  const beyond = after === undefined ? sql`true` : sql`(s.rank, s.id) < (${after.rank}::float8, ${after.id}::uuid)`;
  const { rows } = await sql<{ many: boolean; count: number; id: string | null; rank: number }>`
    with hit as materialized (select appeal_id, rank::float8 as rank, sure and ${byArea} as sure from ${hits}),
    total as (select count(*) > ${RANKED_MOST} as many from hit),
    shown as materialized (select appeal_id as id, rank from hit where sure
      union all select a.id, hit.rank from hit join appeals.appeal a on a.id = hit.appeal_id where not hit.sure and ${appealConditions(tx, visible, filter)}),
    best as (select * from shown s where not (select many from total) and ${beyond} order by s.rank desc, s.id desc limit ${size})
    select total.many, (select count(*) from shown) as count, best.* from total left join best on true
    order by best.rank desc, best.id desc`.execute(tx.db);
  const [first] = rows;
  if (first === undefined || first.many) return first !== undefined && first.count > RANKED_MOST ? "too-many" : undefined;
  return { best: rows.flatMap(({ id, rank }) => (id === null ? [] : [{ id, rank }])), count: first.count };
}

/** Those of them that are shown now, in their order. */
export async function listRankedRows(
  tx: Tx,
  words: WordsFrom,
  visible: Expression<SqlBool>,
  filter: ListFilter,
  ranked: readonly Ranked[],
): Promise<readonly ListedRow[]> {
  if (ranked.length === 0) return [];
  const { rows } = await sql<ListedRow>`
    select ${listedColumns(true)} from unnest(${ranked.map(({ id }) => id)}::uuid[]) with ordinality as best (id, place)
    join appeals.appeal a on a.id = best.id and ${appealConditions(tx, visible, filter)} ${joinWords(words)} ${joinNames()}
    order by best.place`.execute(tx.db);
  return rows;
}

function narrowsByAreaAlone({ area: _area, ...others }: ListFilter): boolean {
  return Object.values(others).every((value) => !value);
}
