import { sql, type Expression, type SqlBool } from "kysely";
import type { Tx } from "#platform/db/tx.ts";
import type { OBJECTION_STATES } from "../contract/uses.ts";

export type ObjectionRow = {
  readonly id: string;
  readonly division_path: string;
  readonly person_id: string;
  readonly purpose: string;
  readonly says: string;
  readonly state: (typeof OBJECTION_STATES)[number];
  readonly asked_at: Date;
  /** A legal day. */
  readonly due_on: string;
  readonly rule_version: number;
  readonly reviewer_person: string | null;
  readonly decided_by: string | null;
  readonly decided_at: Date | null;
  readonly answer: string;
};

/** With who decides or decided, as officials are named to the public: post and public name. */
export type TellingRow = ObjectionRow & { readonly reviewer: string; readonly decider: string };

const COLUMNS = sql`q.id, q.division_path::text as division_path, q.person_id, q.purpose, q.says, q.state, q.asked_at, q.due_on::text as due_on, q.rule_version,
  q.reviewer_person, q.decided_by, q.decided_at, q.answer`;
const MOST = 100;

/** Post and public name of an official; `column` names a person. */
function named(tx: Tx, column: string) {
  return sql`coalesce((select concat_ws(' ', (select o.title from organizations.v_post o where o.tenant_id = q.tenant_id and o.person_id = p.id
      and o.valid_from <= ${tx.now} and (o.valid_to is null or o.valid_to > ${tx.now}) order by 'record.erase' = any(o.duties) desc, o.id limit 1), nullif(p.public_name, ''))
    from register.v_person p where p.tenant_id = q.tenant_id and p.id = ${sql.ref(column)}), '')`;
}

function telling(tx: Tx) {
  return sql`${COLUMNS}, ${named(tx, "q.reviewer_person")} as reviewer, ${named(tx, "q.decided_by")} as decider`;
}

type ToAdd = Pick<
  ObjectionRow,
  "id" | "division_path" | "person_id" | "purpose" | "says" | "due_on" | "rule_version" | "reviewer_person"
>;

/** @returns false where one is open about the same use */
export async function addObjection(tx: Tx, row: ToAdd): Promise<boolean> {
  const { numAffectedRows } = await sql`
    insert into privacy.objection (tenant_id, id, division_path, person_id, purpose, says, state, asked_at, due_on, rule_version, reviewer_person)
    values (${tx.tenantId}, ${row.id}, ${row.division_path}::ltree, ${row.person_id}, ${row.purpose}, ${row.says}, 'open', ${tx.now}, ${row.due_on}::date,
      ${row.rule_version}, ${row.reviewer_person})
    on conflict (tenant_id, person_id, purpose) where state = 'open' do nothing`.execute(tx.db);
  return numAffectedRows === 1n;
}

export async function lockObjection(tx: Tx, id: string): Promise<ObjectionRow | undefined> {
  const { rows } = await sql<ObjectionRow>`select ${COLUMNS} from privacy.objection q
    where q.tenant_id = ${tx.tenantId} and q.id = ${id} for update`.execute(tx.db);
  return rows[0];
}

export async function findObjectionsOf(tx: Tx, personId: string): Promise<readonly TellingRow[]> {
  const { rows } = await sql<TellingRow>`select ${telling(tx)} from privacy.objection q
    where q.tenant_id = ${tx.tenantId} and q.person_id = ${personId} order by q.id desc limit ${MOST}`.execute(tx.db);
  return rows;
}

export async function listObjectionRows(
  tx: Tx,
  visible: Expression<SqlBool>,
): Promise<readonly (TellingRow & { readonly name: string | null })[]> {
  const { rows } = await sql<TellingRow & { readonly name: string | null }>`
    select ${telling(tx)}, n.name from privacy.objection q
    left join register.v_person_name n on n.tenant_id = q.tenant_id and n.person_id = q.person_id
    where q.tenant_id = ${tx.tenantId} and ${visible} order by q.state = 'open' desc, q.due_on, q.id limit ${MOST}`.execute(
    tx.db,
  );
  return rows;
}

type Decided = { readonly state: "upheld" | "refused"; readonly answer: string; readonly by: string };

export async function saveObjection(tx: Tx, id: string, { state, answer, by }: Decided): Promise<void> {
  await sql`update privacy.objection set state = ${state}, answer = ${answer}, decided_by = ${by}, decided_at = ${tx.now}
    where tenant_id = ${tx.tenantId} and id = ${id}`.execute(tx.db);
}

/** Of those who hold a duty in an area now, not the one named: whoever has the fewest objections waiting, then by id. */
export async function findReviewer(tx: Tx, duty: string, path: string, notPerson: string): Promise<string | null> {
  const { rows } = await sql<{ person_id: string }>`
    select o.person_id, (select count(*) from privacy.objection q where q.tenant_id = o.tenant_id and q.reviewer_person = o.person_id and q.state = 'open') as waiting
    from organizations.v_post o
    where o.tenant_id = ${tx.tenantId} and ${duty} = any(o.duties) and o.areas @> ${path}::ltree and o.person_id <> ${notPerson}
      and o.valid_from <= ${tx.now} and (o.valid_to is null or o.valid_to > ${tx.now})
    order by waiting, o.person_id limit 1`.execute(tx.db);
  return rows[0]?.person_id ?? null;
}
