import { sql, type Expression, type RawBuilder, type SqlBool } from "kysely";
import type { Tx } from "#platform/db/tx.ts";
import type { Body } from "../domain/choose-body.ts";
import { MOST_RETALIATION } from "../contract/list-retaliation.ts";

/** A report of retaliation, or an act the house saw, with what policies read of it. */
export type RetaliationRow = {
  readonly id: string;
  readonly number: string;
  readonly appeal_id: string | null;
  readonly division_path: string;
  readonly owner_person: string | null;
  readonly holder_key: string | null;
  readonly barred: readonly string[];
  readonly source: "report" | "watch";
  readonly role: "raiser" | "helper" | "witness" | null;
  readonly act: "post-ended" | "entry-ended" | "roll-struck" | "data-read" | null;
  readonly act_on: string | null;
  readonly times: number;
  readonly complained_of: readonly string[];
  readonly text: string;
  readonly state: "waiting" | "unheard" | "open" | "decided";
  readonly organization_id: string | null;
  readonly made_on: string;
  readonly due_at: Date | null;
  readonly rule_version: number | null;
  readonly outcome: "found" | "not-found" | "passed-on" | null;
  readonly answer: string;
  readonly article: string;
  readonly decided_on: string | null;
};

export type ListedRetaliation = RetaliationRow & { readonly body: string; readonly who: string };

const COLUMNS =
  sql.raw(`r.id, r.number, r.appeal_id, r.division_path::text, r.owner_person, r.holder_key, r.barred, r.source, r.role, r.act,
  r.act_on::text, r.times, r.complained_of, r.text, r.state, r.organization_id, r.made_on::text, r.due_at, r.rule_version, r.outcome, r.answer, r.article,
  r.decided_on::text`);

export type NewReport = Pick<
  RetaliationRow,
  "id" | "number" | "appeal_id" | "division_path" | "owner_person" | "holder_key" | "barred" | "role" | "complained_of" | "text"
> & { readonly on: string };

export async function insertReport(tx: Tx, made: NewReport): Promise<void> {
  await sql`insert into appeals.retaliation (tenant_id, id, number, appeal_id, division_path, owner_person, holder_key, barred, source, role, complained_of,
      text, state, made_on)
    values (${tx.tenantId}, ${made.id}, ${made.number}, ${made.appeal_id}, ${made.division_path}::ltree, ${made.owner_person}, ${made.holder_key},
      ${[...made.barred]}::uuid[], 'report', ${made.role}, ${[...made.complained_of]}::uuid[], ${made.text}, 'waiting', ${made.on}::date)`.execute(
    tx.db,
  );
}

/** An appeal the house watches over. */
export type Watched = Pick<RetaliationRow, "number" | "division_path" | "barred"> & {
  readonly id: string;
  readonly owner_person: string;
  readonly raised_at: Date;
};

export type Seen = {
  readonly id: string;
  readonly act: NonNullable<RetaliationRow["act"]>;
  readonly ref: string;
  readonly actOn: string;
  readonly times: number;
  readonly on: string;
};

/**
 * Tells an act from others seen of the same appeal, without the id of whoever read or was struck: an erasure that looks for somebody's id
 * finds none here, and a dump joins no two appeals by it.
 */
export function markOf(appealId: RawBuilder<unknown>, ref: RawBuilder<unknown>): RawBuilder<unknown> {
  return sql`md5(${appealId}::text || ${ref}::text)::uuid`;
}

/** @returns false where this act is known already. */
export async function insertSeen(tx: Tx, appeal: Watched, seen: Seen): Promise<boolean> {
  const { numAffectedRows } =
    await sql`insert into appeals.retaliation (tenant_id, id, number, appeal_id, division_path, owner_person, barred, source, act, act_ref, act_on, times,
      state, made_on)
    values (${tx.tenantId}, ${seen.id}, ${appeal.number}, ${appeal.id}, ${appeal.division_path}::ltree, ${appeal.owner_person}, ${[...appeal.barred]}::uuid[],
      'watch', ${seen.act}, ${markOf(sql`${appeal.id}::uuid`, sql`${seen.ref}::uuid`)}, ${seen.actOn}::date, ${seen.times}, 'waiting', ${seen.on}::date)
    on conflict (tenant_id, appeal_id, act, act_ref, act_on) where source = 'watch' do nothing`.execute(tx.db);
  return numAffectedRows === 1n;
}

export async function lockRetaliation(tx: Tx, id: string): Promise<RetaliationRow | undefined> {
  const { rows } = await sql<RetaliationRow>`
    select ${COLUMNS} from appeals.retaliation r where r.tenant_id = ${tx.tenantId} and r.id = ${id} for update`.execute(tx.db);
  return rows[0];
}

export async function listRetaliationRows(
  tx: Tx,
  visible: Expression<SqlBool>,
  appealId?: string,
): Promise<readonly ListedRetaliation[]> {
  const { rows } = await sql<ListedRetaliation>`
    select ${COLUMNS}, coalesce(o.name, '') as body, coalesce(n.name, '') as who from appeals.retaliation r
    left join organizations.v_organization o on o.tenant_id = r.tenant_id and o.id = r.organization_id
    left join register.v_person_name n on n.tenant_id = r.tenant_id and n.person_id = r.owner_person
    where r.tenant_id = ${tx.tenantId} and ${visible} and ${appealId === undefined ? sql`true` : sql`r.appeal_id = ${appealId}`}
    order by r.made_on desc, r.id desc limit ${MOST_RETALIATION}`.execute(tx.db);
  return rows;
}

export type Routed = Pick<RetaliationRow, "appeal_id" | "division_path" | "barred" | "organization_id"> & {
  readonly dueAt: Date | null;
  readonly ruleVersion: number | null;
};

export async function routeRow(tx: Tx, id: string, to: Routed): Promise<void> {
  await sql`update appeals.retaliation set appeal_id = ${to.appeal_id}, division_path = ${to.division_path}::ltree, barred = ${[...to.barred]}::uuid[],
      organization_id = ${to.organization_id}, state = ${to.organization_id === null ? "unheard" : "open"}, due_at = ${to.dueAt}, rule_version = ${to.ruleVersion}
    where tenant_id = ${tx.tenantId} and id = ${id}`.execute(tx.db);
}

export async function decideRow(
  tx: Tx,
  id: string,
  by: { readonly person: string; readonly post: string; readonly on: string },
  said: { readonly outcome: NonNullable<RetaliationRow["outcome"]>; readonly answer: string; readonly article: string },
): Promise<void> {
  await sql`update appeals.retaliation set state = 'decided', outcome = ${said.outcome}, answer = ${said.answer}, article = ${said.article},
      decided_by_person = ${by.person}, decided_by_post = ${by.post}, decided_on = ${by.on}::date
    where tenant_id = ${tx.tenantId} and id = ${id}`.execute(tx.db);
}

/** Bodies in force where somebody whom it is not kept from has the duty in a place that holds `path`. */
export async function findBodies(tx: Tx, path: string, barred: readonly string[]): Promise<readonly Body[]> {
  const { rows } = await sql<Body>`
    select distinct o.id, o.kind, o.division_path::text as path from organizations.v_organization o
    join organizations.v_post p on p.tenant_id = o.tenant_id and p.organization_id = o.id and 'appeals.retaliation' = any(p.duties)
      and ${path}::ltree <@ any(p.areas) and p.valid_from <= ${tx.now} and (p.valid_to is null or p.valid_to > ${tx.now})
    where o.tenant_id = ${tx.tenantId} and o.valid_from <= ${tx.now} and (o.valid_to is null or o.valid_to > ${tx.now})
      and p.person_id <> all(${[...barred]}::uuid[])
      and not exists (select 1 from organizations.v_post q where q.tenant_id = p.tenant_id and q.person_id = p.person_id
        and q.valid_from <= ${tx.now} and (q.valid_to is null or q.valid_to > ${tx.now}) and q.organization_id = any(${[...barred]}::uuid[]))`.execute(
    tx.db,
  );
  return rows;
}

/** What has to find its body anew: it had none, or the one it had may not have it any more. */
export async function findMisrouted(tx: Tx, appealId: string, notSentTo: readonly string[]): Promise<readonly string[]> {
  const { rows } = await sql<{ id: string }>`
    select id from appeals.retaliation where tenant_id = ${tx.tenantId} and appeal_id = ${appealId} and state <> 'decided'
      and (organization_id is null or organization_id = any(${[...notSentTo]}::uuid[]))`.execute(tx.db);
  return rows.map(({ id }) => id);
}
