import { sql, type SqlBool } from "kysely";
import type { ActionContext } from "#platform/capability.ts";
import { dueNow } from "../domain/judge-charge.ts";
import { isLate, selectCharges, type ChargeRow } from "../store/charges.ts";

/** A township with more has other troubles than a list. */
const MOST = 500;

const WHATS: Readonly<Partial<Record<ChargeRow["state"], string>>> = { open: "mandate-carry", objected: "mandate-decide" };

/** Charges not carried out by their day, and reports not judged by theirs (`disclosure.overdue`). */
export async function findOverdue({ tx }: ActionContext, path: string) {
  const rows = await selectCharges(tx, sql<SqlBool>`c.division_path <@ ${path}::ltree and ${isLate(tx)}`, MOST);
  return rows.map((row) => ({
    what: WHATS[row.state] ?? "mandate-judge",
    title: row.title,
    area: row.area,
    who: row.state === "open" ? row.organization : row.giver,
    dueOn: dueNow(row) ?? row.due_on,
    page: `mandates/${row.number}/${row.place}`,
  }));
}
