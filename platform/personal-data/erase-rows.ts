import { sql, type RawBuilder, type SqlBool } from "kysely";
import type { Tx } from "../db/tx.ts";
import type { PersonalTable } from "../db/read-tables.ts";
import type { OwnDataSource } from "./gather.ts";
import { readComment } from "./read-comment.ts";
import { aboutSubject, type Subject, type TableMap } from "./whose-rows.ts";

/** voluntary: what rests on consent, and what no duty keeps. whole: every personal word. */
export type Extent = "voluntary" | "whole";

export type RowPlan = "row" | Readonly<Record<string, "null" | "''">>;

/** What goes of a row that is about somebody; undefined: nothing, its columns are ids and facts. */
export function planErasure(table: PersonalTable, source: OwnDataSource, extent: Extent): RowPlan | undefined {
  if (source.keeps === true) return undefined;
  if (source.goes === true || source.goes === extent) return "row";
  const personal = table.columns.filter(({ comment }) => comment !== null);
  const going = personal.filter(
    ({ comment }) => extent === "whole" || (comment !== null && readComment(comment).basis.startsWith("consent")),
  );
  const names = new Set(personal.map(({ name }) => name));
  const key = table.key.filter((column) => column !== "tenant_id");
  // As the night's purge does it: where the key itself is personal, the row goes.
  if (extent === "whole" && going.length > 0 && key.every((column) => names.has(column))) return "row";
  const emptied = going.filter(({ name }) => !table.key.includes(name));
  if (emptied.length === 0) return undefined;
  // What may not be empty and is no text goes with its row.
  if (emptied.some(({ type, required }) => required && type !== "text")) return "row";
  return Object.fromEntries(emptied.map(({ name, required }) => [name, required ? "''" : "null"] as const));
}

/** Erases what is about the subject in one table, and what hangs on it. @returns rows changed or gone */
export async function eraseRows(
  tx: Tx,
  tables: TableMap,
  table: PersonalTable,
  source: OwnDataSource,
  { subject, extent }: { readonly subject: Subject; readonly extent: Extent },
): Promise<number> {
  const about = aboutSubject(tables, table, subject);
  const plan = planErasure(table, source, extent);
  if (about === undefined || plan === undefined) return 0;
  const where: RawBuilder<SqlBool> = table.ofTenant ? sql`r.tenant_id = ${tx.tenantId}::uuid and ${about}` : about;
  const name = sql.table(table.name);
  if (plan === "row") return Number((await sql`delete from ${name} r where ${where}`.execute(tx.db)).numAffectedRows);
  const set = Object.entries(plan).map(([column, value]) => sql`${sql.ref(column)} = ${sql.raw(value)}`);
  return Number((await sql`update ${name} r set ${sql.join(set)} where ${where}`.execute(tx.db)).numAffectedRows);
}

/** Children before what they hang on: while a parent stands, its rows can still be told to be somebody's. */
export function childrenFirst(tables: TableMap): readonly PersonalTable[] {
  return [...tables.values()].toSorted((one, other) => depthOf(tables, other) - depthOf(tables, one));
}

function depthOf(tables: TableMap, table: PersonalTable, seen: ReadonlySet<string> = new Set()): number {
  if (seen.has(table.name)) return 0;
  const deeper = new Set([...seen, table.name]);
  const parents = table.parents.flatMap((link) => tables.get(link.table) ?? []);
  return parents.length === 0 ? 0 : 1 + Math.max(...parents.map((parent) => depthOf(tables, parent, deeper)));
}
