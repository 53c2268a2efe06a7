import { sql, type RawBuilder, type SqlBool } from "kysely";
import type { Tx } from "#platform/db/tx.ts";
import type { State } from "../contract/proposal-views.ts";

export type ProposalRow = {
  readonly id: string;
  readonly case_id: string;
  readonly number: string;
  readonly division_path: string;
  readonly area: string;
  readonly organization_id: string;
  readonly organization: string;
  readonly title: string;
  readonly wording: string;
  readonly version: number;
  readonly matter: string | null;
  readonly asked: string;
  readonly asked_persons: number;
  readonly proposed_on: string;
  readonly state: State;
  readonly result: string;
  readonly done_on: string | null;
  readonly cost_cents: number | null;
  readonly given_up_why: string;
  readonly ended_on: string | null;
  readonly due_at: Date | null;
  /** Proposed and talked over at one meeting: its item, its page, its day. */
  readonly merged_item: string | null;
  readonly merged_page: string | null;
  readonly merged_on: string | null;
  readonly merged_rule_version: number | null;
  /** The case it was put about, and its page. */
  readonly about_number: string | null;
  readonly about_page: string | null;
};

const FROM = sql`resolutions.proposal p
  left join organizations.v_organization o on o.tenant_id = p.tenant_id and o.id = p.organization_id
  left join lateral (select name from divisions.v_area v where v.path = p.division_path and (v.tenant_id is null or v.tenant_id = p.tenant_id) limit 1) a on true`;
const COLUMNS = sql`p.id, p.case_id, p.number, p.division_path::text as division_path, coalesce(a.name, '') as area, p.organization_id, coalesce(o.name, '') as organization,
  p.title, p.wording, p.version, p.matter, p.asked, p.asked_persons, p.proposed_on, p.state, p.result, p.done_on, p.cost_cents, p.given_up_why, p.ended_on, p.due_at,
  p.merged_item, p.merged_page, p.merged_on, p.merged_rule_version, p.about_number, p.about_page`;

export async function findProposal(tx: Tx, by: { readonly id: string } | { readonly number: string }) {
  const which = "id" in by ? sql`p.id = ${by.id}` : sql`p.number = ${by.number}`;
  const { rows } = await sql<ProposalRow>`select ${COLUMNS} from ${FROM} where p.tenant_id = ${tx.tenantId} and ${which}`.execute(
    tx.db,
  );
  return rows[0];
}

/** Rows `r` of the proposal of a number. */
export function rowsOf(_table: string, number: string): RawBuilder<SqlBool> {
  return sql<SqlBool>`r.number = ${number}`;
}

/** The same with its row locked: acts on one proposal come one after another. */
export async function lockProposal(tx: Tx, id: string): Promise<ProposalRow | undefined> {
  await sql`select 1 from resolutions.proposal where tenant_id = ${tx.tenantId} and id = ${id} for update`.execute(tx.db);
  return await findProposal(tx, { id });
}

/** Those put about a case, the first one first. */
export async function listProposalsAbout(tx: Tx, number: string) {
  const { rows } = await sql<Pick<ProposalRow, "number" | "title" | "proposed_on">>`
    select number, title, proposed_on from resolutions.proposal where tenant_id = ${tx.tenantId} and about_number = ${number} order by id`.execute(
    tx.db,
  );
  return rows;
}

export type Asked = {
  readonly path: string;
  readonly q?: string | undefined;
  readonly state?: string | undefined;
  readonly before?: string | undefined;
  readonly limit: number;
};

/** The newest first: ids tell the order they were made in. */
export async function listProposalRows(tx: Tx, asked: Asked): Promise<readonly ProposalRow[]> {
  const older = asked.before === undefined ? sql`true` : sql`p.id < ${asked.before}::uuid`;
  const { rows } = await sql<ProposalRow>`
    select ${COLUMNS} from ${FROM} where ${matching(tx, asked)} and ${older} order by p.id desc limit ${asked.limit}`.execute(
    tx.db,
  );
  return rows;
}

type LateRow = Omit<ProposalRow, "due_at"> & { readonly due_at: Date };

/** Whose present step was due by an instant, the longest late first. */
export async function listLateRows(tx: Tx, path: string, before: Date, limit: number): Promise<readonly LateRow[]> {
  const { rows } = await sql<LateRow>`
    select ${COLUMNS} from ${FROM} where p.tenant_id = ${tx.tenantId} and p.division_path <@ ${path}::ltree and p.ended_on is null and p.due_at <= ${before}
    order by p.due_at, p.id limit ${limit}`.execute(tx.db);
  return rows;
}

export async function countProposals(tx: Tx, asked: Asked): Promise<number> {
  const { rows } = await sql<{ n: number }>`
    select count(*)::int as n from resolutions.proposal p where ${matching(tx, asked)}`.execute(tx.db);
  return rows[0]?.n ?? 0;
}

function matching(tx: Tx, { path, q, state }: Asked) {
  const words = q === undefined ? sql`true` : sql`position(lower(${q}) in lower(p.title)) > 0`;
  const step = state === undefined ? sql`true` : sql`p.state = ${state}`;
  return sql`p.tenant_id = ${tx.tenantId} and p.division_path <@ ${path}::ltree and ${words} and ${step}`;
}

export type NewProposal = Pick<
  ProposalRow,
  | "id"
  | "case_id"
  | "number"
  | "organization_id"
  | "title"
  | "wording"
  | "matter"
  | "asked"
  | "asked_persons"
  | "proposed_on"
  | "state"
  | "due_at"
> & { readonly path: string; readonly merged?: Merged; readonly about?: About };

export type About = { readonly number: string; readonly page: string };
type Merged = { readonly item: string; readonly page: string; readonly on: string; readonly ruleVersion: number };

/** @throws the unique index, where another matter began with the same item */
export async function insertProposal(tx: Tx, made: NewProposal): Promise<void> {
  const { merged, about } = made;
  await sql`insert into resolutions.proposal (tenant_id, id, case_id, number, division_path, organization_id, title, wording, version, matter, asked, asked_persons, proposed_on, state, due_at, merged_item, merged_page, merged_on, merged_rule_version, about_number, about_page)
    values (${tx.tenantId}, ${made.id}, ${made.case_id}, ${made.number}, ${made.path}::ltree, ${made.organization_id}, ${made.title}, ${made.wording}, 1, ${made.matter},
      ${made.asked}, ${made.asked_persons}, ${made.proposed_on}::date, ${made.state}, ${made.due_at}, ${merged?.item ?? null}::uuid, ${merged?.page ?? null}, ${merged?.on ?? null}::date, ${merged?.ruleVersion ?? null}::int, ${about?.number ?? null}, ${about?.page ?? null})`.execute(
    tx.db,
  );
}

export type ProposalPatch = Partial<
  Pick<
    ProposalRow,
    | "wording"
    | "version"
    | "state"
    | "result"
    | "done_on"
    | "cost_cents"
    | "given_up_why"
    | "ended_on"
    | "due_at"
    | "title"
    | "asked"
  >
>;

export async function changeProposal(tx: Tx, id: string, patch: ProposalPatch): Promise<void> {
  const sets = Object.entries(patch).map(([column, value]) => sql`${sql.ref(column)} = ${value}`);
  await sql`update resolutions.proposal set ${sql.join(sets)} where tenant_id = ${tx.tenantId} and id = ${id}`.execute(tx.db);
}

/** Where somebody of this place lives now; undefined for whoever is gone. */
export async function findOwnPath(tx: Tx, personId: string): Promise<string | undefined> {
  const { rows } = await sql<{ path: string }>`
    select division_path::text as path from register.v_person where tenant_id = ${tx.tenantId} and id = ${personId} and left_at is null`.execute(
    tx.db,
  );
  return rows[0]?.path;
}

/** The name of a body, where it is a party organization of this place today. */
export async function findPartyOrganization(tx: Tx, ids: readonly string[], path: string): Promise<string | undefined> {
  const { rows } = await sql<{ id: string }>`
    select id from organizations.v_organization where tenant_id = ${tx.tenantId} and id = any(${[...ids]}::uuid[]) and kind = 'party-organization'
      and division_path = ${path}::ltree and valid_from <= ${tx.now} and (valid_to is null or valid_to > ${tx.now}) limit 1`.execute(
    tx.db,
  );
  return rows[0]?.id;
}

/** The matter that an item of a meeting began. */
export async function findMerged(tx: Tx, item: string): Promise<string | undefined> {
  const { rows } = await sql<{ number: string }>`
    select number from resolutions.proposal where tenant_id = ${tx.tenantId} and merged_item = ${item}`.execute(tx.db);
  return rows[0]?.number;
}

export type LeaderRow = { readonly body: "party" | "committee"; readonly person_id: string };

/** Who headed a party organization, and the village committee of a place, at an instant. */
export async function findLeaders(tx: Tx, organizationId: string, path: string, at: Date): Promise<readonly LeaderRow[]> {
  const { rows } = await sql<LeaderRow>`
    select distinct case when o.id = ${organizationId} then 'party' else 'committee' end as body, p.person_id from organizations.v_post p
      join organizations.v_organization o on o.tenant_id = p.tenant_id and o.id = p.organization_id
    where p.tenant_id = ${tx.tenantId} and p.leads and p.valid_from <= ${at} and (p.valid_to is null or p.valid_to > ${at})
      and (o.id = ${organizationId} or (o.kind = 'village-committee' and o.division_path = ${path}::ltree))`.execute(tx.db);
  return rows;
}

export async function findTitles(tx: Tx, ids: readonly string[]) {
  const { rows } = await sql<Pick<ProposalRow, "id" | "number" | "title">>`
    select id, number, title from resolutions.proposal where tenant_id = ${tx.tenantId} and id = any(${[...ids]}::uuid[])`.execute(
    tx.db,
  );
  return rows;
}
