import { sql, type Expression, type RawBuilder, type SqlBool } from "kysely";
import type { Tx } from "#platform/db/tx.ts";

/** A count beyond this is shown as "10,000+": counting on would cost more than it tells. */
export const COUNT_CAP = 10_000;

export type ListFilter = {
  readonly state?: string | undefined;
  readonly area?: string | undefined;
  readonly matter?: string | undefined;
  readonly unit?: string | undefined;
  readonly imported?: "yes" | "no" | undefined;
  readonly archived?: "yes" | "no" | undefined;
  readonly from?: string | undefined;
  readonly to?: string | undefined;
};

export type Position = { readonly raisedAt: string; readonly id: string };

export type ListedRow = {
  readonly id: string;
  readonly number: string;
  readonly title: string;
  readonly state: "waiting" | "handling" | "answered" | "closed" | "withdrawn" | "historic";
  readonly outcome: "solved" | "partly-solved" | "justified-no" | "explained" | "other-channel" | "withdrawn" | null;
  readonly area: string;
  readonly matter: string;
  readonly unit: string;
  readonly raised_at: Date;
  readonly due_at: Date | null;
  readonly imported: boolean;
  readonly archived: boolean;
  readonly public: boolean;
  /** Where words were searched for: the text, to show them in. */
  readonly text: string;
};

/** Whose words a list shows: the resident's own, or the released text. */
export type WordsFrom = "own" | "release";

/**
 * One page of appeals, newest first; one whose words are purged goes by its number. `visible` is the policy's own condition; row-level
 * security stands behind it. Words are joined to the page and not before it, unless they are looked for: with two tables the planner
 * takes what may be seen for so little that it reads them whole, instead of the first rows of an index (docs/query-plans.md).
 */
export async function listAppealRows(
  tx: Tx,
  words: WordsFrom,
  visible: Expression<SqlBool>,
  filter: ListFilter,
  after: Position | undefined,
  size: number,
  tsquery?: string,
): Promise<readonly ListedRow[]> {
  const beyond = after === undefined ? sql`true` : sql`(a.raised_at, a.id) < (${after.raisedAt}::timestamptz, ${after.id}::uuid)`;
  const newest = sql`order by a.raised_at desc, a.id desc limit ${size}`;
  const from = (
    part: RawBuilder<unknown>,
  ) => sql`select a.* from appeals.appeal a ${tsquery === undefined ? sql`` : withWords(words, tsquery)}
      where ${part} ${appealConditions(tx, visible, filter)} and ${beyond} ${newest}`;
  // An area's newest are among the newest of each of its parts: every one of these lists is read from its beginning in an index.
  const page = filter.area
    ? sql`select a.* from appeals.area_keys(${filter.area}) part cross join lateral (${from(sql`a.area_key = part and`)}) a ${newest}`
    : from(sql``);
  const { rows } = await sql<ListedRow>`
    select ${listedColumns(tsquery !== undefined)} from (${page}) a
    left ${joinWords(words)} ${joinNames()}
    order by a.raised_at desc, a.id desc`.execute(tx.db);
  return rows;
}

export function listedColumns(withText: boolean): RawBuilder<unknown> {
  return sql`a.id, a.number, coalesce(nullif(w.title, ''), a.number) as title, ${withText ? sql`coalesce(w.text, '')` : sql`''`} as text, a.state, a.outcome, coalesce(d.name, '') as area, coalesce(m.name, '') as matter,
    coalesce(o.name, '') as unit, a.raised_at, a.due_at, a.mode = 'imported' as imported, a.archived_in is not null as archived, a.public`;
}

/** The names of an appeal's area (`d`), matter (`m`) and unit (`o`). */
export function joinNames(): RawBuilder<unknown> {
  return sql`
    left join lateral (select name from divisions.v_area v where v.path = a.division_path and (v.tenant_id is null or v.tenant_id = a.tenant_id) limit 1) d on true
    left join rules.v_matter m on m.tenant_id = a.tenant_id and m.code = a.matter_code
    left join organizations.v_organization o on o.tenant_id = a.tenant_id and o.id = a.lead_organization`;
}

/**
 * Only those whose words hold what is asked: for words so common that the newest are soon found. Looked at one by one in the order of the
 * list (`offset 0` keeps the planner from reading all the words first, as its guess of what row-level security leaves would have it).
 */
function withWords(words: WordsFrom, tsquery: string): RawBuilder<unknown> {
  return sql`cross join lateral (select from ${wordsTable(words)} w where w.tenant_id = a.tenant_id and w.appeal_id = a.id
    and w.words @@ ${tsquery}::tsquery offset 0) holding`;
}

export async function countAppeals(
  tx: Tx,
  words: WordsFrom,
  visible: Expression<SqlBool>,
  filter: ListFilter,
  tsquery?: string,
): Promise<{ readonly count: number; readonly countIsCapped: boolean }> {
  const { rows } = await sql<{ count: number }>`
    select count(*) as count from (select 1 from appeals.appeal a ${tsquery === undefined ? sql`` : withWords(words, tsquery)}
      where ${appealConditions(tx, visible, filter)} limit ${COUNT_CAP + 1}) c`.execute(tx.db);
  const count = rows[0]?.count ?? 0;
  return { count: Math.min(count, COUNT_CAP), countIsCapped: count > COUNT_CAP };
}

/** How many lie in each part right below an area; those in none of its parts count for the area itself. */
export async function countParts(
  tx: Tx,
  visible: Expression<SqlBool>,
  filter: ListFilter,
  path: string,
): Promise<readonly { readonly part: string; readonly count: number }[]> {
  const { rows } = await sql<{ part: string; count: number }>`
    select subpath(a.division_path, 0, least(nlevel(a.division_path), nlevel(${path}::ltree) + 1))::text as part, count(*) as count
    from appeals.appeal a where ${appealConditions(tx, visible, filter)} group by 1 order by 1`.execute(tx.db);
  return rows;
}

export function joinWords(words: WordsFrom): RawBuilder<unknown> {
  return sql`join ${wordsTable(words)} w on w.tenant_id = a.tenant_id and w.appeal_id = a.id`;
}

function wordsTable(words: WordsFrom): RawBuilder<unknown> {
  return words === "own" ? sql`appeals.appeal_personal` : sql`appeals.release`;
}

export function appealConditions(tx: Tx, visible: Expression<SqlBool>, filter: ListFilter): RawBuilder<unknown> {
  const all = [
    sql`a.tenant_id = ${tx.tenantId}`,
    sql`${visible}`,
    ...(filter.state ? [sql`a.state = ${filter.state}`] : []),
    // The second is what an index is asked by: it begins with the path, and "/" is what follows ".".
    ...(filter.area
      ? [sql`a.division_path <@ ${filter.area}::ltree`, sql`a.area_key >= ${filter.area} and a.area_key < ${`${filter.area}/`}`]
      : []),
    ...(filter.matter ? [sql`a.matter_code = ${filter.matter}`] : []),
    ...(filter.unit ? [sql`a.lead_organization = ${filter.unit}`] : []),
    ...(filter.imported ? [filter.imported === "yes" ? sql`a.mode = 'imported'` : sql`a.mode <> 'imported'`] : []),
    ...(filter.archived ? [filter.archived === "yes" ? sql`a.archived_in is not null` : sql`a.archived_in is null`] : []),
    // Legal days, in China's one legal time: `to` counts to its 24:00.
    ...(filter.from ? [sql`a.raised_at >= (${filter.from}::date::timestamp at time zone 'Asia/Shanghai')`] : []),
    ...(filter.to ? [sql`a.raised_at < ((${filter.to}::date + 1)::timestamp at time zone 'Asia/Shanghai')`] : []),
  ];
  return sql.join(all, sql` and `);
}
