import { sql, type Expression, type RawBuilder, type SqlBool } from "kysely";
import type { Tx } from "#platform/db/tx.ts";
import { appealConditions, type ListFilter } from "./list-appeals.ts";

export type ReleasedRow = {
  readonly id: string;
  readonly number: string;
  readonly title: string;
  readonly text: string;
  readonly answer: string;
  readonly state: "waiting" | "handling" | "answered" | "closed" | "withdrawn" | "historic";
  readonly outcome: "solved" | "partly-solved" | "justified-no" | "explained" | "other-channel" | "withdrawn" | null;
  readonly area: string;
  readonly matter: string;
  readonly unit: string;
  readonly raised_at: Date;
  readonly answered_at: Date | null;
  readonly closed_at: Date | null;
  readonly released_at: Date;
  readonly judged: { readonly responded: boolean; readonly solved: boolean; readonly satisfied: boolean } | null;
};

export type ReleasedPosition = { readonly releasedAt: string; readonly id: string };

/** So many finds are taken by their ids; where there are more, the newest are soon found by looking at one after the other. */
const MOST_IDS = 10_000;

/** One page of released appeals, the newest release first. `visible` is the policy's own condition. */
export async function listReleasedRows(
  tx: Tx,
  visible: Expression<SqlBool>,
  { tsquery, ...filter }: ListFilter & { readonly tsquery?: string | undefined },
  after: ReleasedPosition | undefined,
  size: number,
): Promise<readonly ReleasedRow[]> {
  const holding = tsquery === undefined ? sql`true` : await holdingWords(tx, tsquery, filter.area);
  const beyond =
    after === undefined ? sql`true` : sql`(w.released_at, w.appeal_id) < (${after.releasedAt}::timestamptz, ${after.id}::uuid)`;
  const { rows } = await sql<ReleasedRow>`
    select a.id, a.number, coalesce(nullif(w.title, ''), a.number) as title, w.text, w.answer, a.state, a.outcome, coalesce(d.name, '') as area, coalesce(m.name, '') as matter,
      coalesce(o.name, '') as unit, a.raised_at, a.answered_at, a.closed_at, w.released_at, j.judged
    from appeals.release w join appeals.appeal a on a.tenant_id = w.tenant_id and a.id = w.appeal_id
    left join lateral (select name from divisions.v_area v where v.path = a.division_path and (v.tenant_id is null or v.tenant_id = a.tenant_id) limit 1) d on true
    left join rules.v_matter m on m.tenant_id = a.tenant_id and m.code = a.matter_code
    left join organizations.v_organization o on o.tenant_id = a.tenant_id and o.id = a.lead_organization
    left join lateral (select jsonb_build_object('responded', responded, 'solved', solved, 'satisfied', satisfied) as judged from appeals.judgement j
      where j.tenant_id = a.tenant_id and j.appeal_id = a.id order by round desc limit 1) j on true
    where w.tenant_id = ${tx.tenantId} and ${appealConditions(tx, visible, filter)} and ${holding} and ${beyond}
    order by w.released_at desc, w.appeal_id desc limit ${size}`.execute(tx.db);
  return rows;
}

/** Found by the index as a search finds them (docs/search.md), then shown as a list shows them. */
async function holdingWords(tx: Tx, tsquery: string, area: string | undefined): Promise<RawBuilder<SqlBool>> {
  const { rows } = await sql<{ appeal_id: string }>`
    select appeal_id from appeals.search_released(${tsquery}::tsquery, ${area || null}::ltree, ${MOST_IDS + 1})`.execute(tx.db);
  if (rows.length > MOST_IDS) return sql<SqlBool>`w.words @@ ${tsquery}::tsquery`;
  return sql<SqlBool>`a.id = any(${rows.map((row) => row.appeal_id)}::uuid[])`;
}
