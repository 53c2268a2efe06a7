import { createHash } from "node:crypto";
import { readTables, type AskCatalogue, type NamingColumn, type PersonalTable } from "./read-tables.ts";

/** The purposes under which the role of data subjects works (`ActionContext.ownData`, `ActionContext.forget`). */
export const OWN_DATA = "platform/own-data";
export const FORGET = "platform/forget";
const ROLE = "gongzhi_subject";

/**
 * Lets the role of data subjects at every table of the house, as its own columns say whose a row is: run after the migrations, so that
 * no table is forgotten. What stands already is left as it is. @param ask as the owner, in one transaction
 */
export async function openTables(ask: AskCatalogue): Promise<void> {
  const [role] = await ask(`select 1 from pg_roles where rolname = '${ROLE}'`);
  if (role === undefined) return;
  const standing =
    await ask(`select polrelid::regclass::oid as oid, n.nspname || '.' || c.relname as name, obj_description(p.oid, 'pg_policy') as made
    from pg_policy p join pg_class c on c.oid = p.polrelid join pg_namespace n on n.oid = c.relnamespace where polname = 'subject_read'`);
  const made = new Map(standing.map((row) => [String(row["name"]), String(row["made"])]));
  for (const table of await readTables(ask)) {
    const statements = table.ofTenant ? tenantTable(table) : accountTable(table);
    const id = createHash("sha256").update(statements.join(";")).digest("hex");
    if (statements.length === 0 || made.get(table.name) === id) continue;
    await ask(
      [...statements, ...(table.ofTenant ? [`comment on policy subject_read on ${quote(table.name)} is '${id}'`] : [])].join(
        "; ",
      ),
    );
  }
}

function tenantTable(table: PersonalTable): readonly string[] {
  const name = quote(table.name);
  const own = "tenant_id = platform.current_tenant()";
  return [
    ...granted(table),
    `drop policy if exists subject_read on ${name}`,
    `drop policy if exists subject_forget on ${name}`,
    `create policy subject_read on ${name} for select to ${ROLE} using (${own} and platform.current_purpose() = '${OWN_DATA}' and ${whoseSql(table)})`,
    `create policy subject_forget on ${name} to ${ROLE} using (${own} and platform.current_purpose() = '${FORGET}')`,
  ];
}

/** The kernel's tables of accounts have no tenant and no row-level security: code alone asks for one account's. */
function accountTable(table: PersonalTable): readonly string[] {
  const personal = table.about.length > 0 || table.columns.some(({ comment }) => comment !== null);
  return personal || table.name === "platform.demo_message" ? granted(table) : [];
}

function granted({ name }: PersonalTable): readonly string[] {
  const schema = name.slice(0, name.indexOf("."));
  return [`grant usage on schema "${schema}" to ${ROLE}`, `grant select, update, delete on ${quote(name)} to ${ROLE}`];
}

/**
 * Whose a row is, in policies without a subquery. What hangs on another table names nobody itself: the query that joins it to its
 * parent's rows, which this policy does hold, decides.
 */
function whoseSql({ about, by, parents, barred }: PersonalTable): string {
  const mine = about.map(compare);
  const done = by.map(compare);
  const kept = barred ? " and not (barred && platform.current_parties())" : "";
  const ways = [
    ...mine,
    ...(done.length === 0 ? [] : [`((${done.join(" or ")})${kept})`]),
    ...(parents.length === 0 ? [] : [`(true${kept})`]),
  ];
  return ways.length === 0 ? "false" : `(${ways.join(" or ")})`;
}

function compare({ name, holds, array, text }: NamingColumn): string {
  const who = holds === "person" ? "platform.current_person()" : "platform.current_account()";
  if (array) return `${who} = any("${name}")`;
  return `"${name}" = ${who}${text ? "::text" : ""}`;
}

function quote(name: string): string {
  return name
    .split(".")
    .map((part) => `"${part}"`)
    .join(".");
}
