import { sql, type Expression, type SqlBool } from "kysely";
import type { Tx } from "#platform/db/tx.ts";
import type { CORRECTION_FIELDS } from "../contract/person-views.ts";

export type CorrectionField = (typeof CORRECTION_FIELDS)[number];
export type CorrectionState = "open" | "done" | "refused";

export type CorrectionRow = {
  readonly id: string;
  readonly person_id: string;
  readonly division_path: string;
  readonly field: CorrectionField;
  readonly says: string;
  readonly state: CorrectionState;
  readonly answer: string;
  readonly asked_at: Date;
  readonly decided_at: Date | null;
};

const COLUMNS = sql`c.id, c.person_id, c.division_path::text as division_path, c.field, c.says, c.state, c.answer, c.asked_at, c.decided_at`;
/** Requests a page shows; who has more open is heard at the desk. */
const MOST_SHOWN = 200;

export async function addCorrection(
  tx: Tx,
  made: {
    readonly id: string;
    readonly personId: string;
    readonly path: string;
    readonly field: CorrectionField;
    readonly says: string;
  },
): Promise<void> {
  await sql`insert into register.correction (tenant_id, id, person_id, division_path, field, says, state, asked_at)
    values (${tx.tenantId}, ${made.id}, ${made.personId}, ${made.path}::ltree, ${made.field}, ${made.says}, 'open', ${tx.now})`.execute(
    tx.db,
  );
}

export async function findCorrectionsOf(tx: Tx, personId: string): Promise<readonly CorrectionRow[]> {
  const { rows } = await sql<CorrectionRow>`
    select ${COLUMNS} from register.correction c where c.tenant_id = ${tx.tenantId} and c.person_id = ${personId} order by c.id desc limit ${MOST_SHOWN}`.execute(
    tx.db,
  );
  return rows;
}

export async function lockCorrection(tx: Tx, id: string): Promise<CorrectionRow | undefined> {
  const { rows } = await sql<CorrectionRow>`
    select ${COLUMNS} from register.correction c where c.tenant_id = ${tx.tenantId} and c.id = ${id} for update`.execute(tx.db);
  return rows[0];
}

export async function decideCorrection(
  tx: Tx,
  id: string,
  decided: { readonly state: CorrectionState; readonly answer: string; readonly by: string | undefined },
): Promise<void> {
  await sql`update register.correction set state = ${decided.state}, answer = ${decided.answer}, decided_at = ${tx.now}, decided_by = ${decided.by ?? null}
    where tenant_id = ${tx.tenantId} and id = ${id}`.execute(tx.db);
}

export type ListedCorrectionRow = Pick<CorrectionRow, "id" | "person_id" | "field" | "state" | "asked_at"> & {
  readonly name: string;
  readonly area: string;
};

/** The oldest first: who waits longest is helped first. */
export async function listCorrectionRows(
  tx: Tx,
  visible: Expression<SqlBool>,
  state: CorrectionState,
): Promise<readonly ListedCorrectionRow[]> {
  const { rows } = await sql<ListedCorrectionRow>`
    select c.id, c.person_id, c.field, c.state, c.asked_at, coalesce(n.name, '') as name, coalesce(a.name, '') as area from register.correction c
    left join register.person_personal n on n.tenant_id = c.tenant_id and n.person_id = c.person_id
    left join lateral (select name from divisions.v_area v where v.path = c.division_path and (v.tenant_id is null or v.tenant_id = c.tenant_id) limit 1) a on true
    where c.tenant_id = ${tx.tenantId} and ${visible} and c.state = ${state} order by c.id limit ${MOST_SHOWN}`.execute(tx.db);
  return rows;
}
