import { sql } from "kysely";
import type { Tx } from "#platform/db/tx.ts";
import type { ChargeRow } from "./charges.ts";

export type ObjectionRow = {
  readonly ground: "no-power" | "no-means";
  readonly why: string;
  readonly objected_on: string;
  readonly decide_by: string;
  readonly verdict: "goes-on" | "falls-away" | null;
  readonly opinion: string;
  readonly decided_on: string | null;
};

export async function findObjection(tx: Tx, chargeId: string): Promise<ObjectionRow | undefined> {
  const { rows } = await sql<ObjectionRow>`
    select ground, why, objected_on, decide_by, verdict, opinion, decided_on from mandates.objection
    where tenant_id = ${tx.tenantId} and charge_id = ${chargeId}`.execute(tx.db);
  return rows[0];
}

type Made = Pick<ObjectionRow, "ground" | "why" | "objected_on" | "decide_by">;

export async function insertObjection(tx: Tx, charge: ChargeRow, made: Made): Promise<void> {
  await sql`insert into mandates.objection (tenant_id, charge_id, number, division_path, ground, why, objected_on, decide_by)
    values (${tx.tenantId}, ${charge.id}, ${charge.number}, ${charge.division_path}::ltree, ${made.ground}, ${made.why}, ${made.objected_on}::date,
      ${made.decide_by}::date)`.execute(tx.db);
}

export async function decideObjectionRow(
  tx: Tx,
  chargeId: string,
  decided: { readonly verdict: string; readonly opinion: string; readonly on: string },
): Promise<void> {
  await sql`update mandates.objection set verdict = ${decided.verdict}, opinion = ${decided.opinion}, decided_on = ${decided.on}::date
    where tenant_id = ${tx.tenantId} and charge_id = ${chargeId}`.execute(tx.db);
}
