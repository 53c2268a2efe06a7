import { readTables, type NamingColumn, type PersonalTable } from "#platform/db/read-tables.ts";
import type { TestHouse } from "../start-test-house.ts";

/** Somebody to be named in every table, and by which words. */
export type Planted = {
  readonly personId: string;
  readonly accountId: string;
  readonly words: readonly string[];
  readonly path: string;
};

export type PlantedRow = {
  readonly table: string;
  /** The naming column it was planted by; `part` where it hangs on a planted row. */
  readonly by: string;
  readonly how: "about" | "part" | "by";
  readonly id: string | undefined;
};

/** Text is planted wherever text is, but where a word stands for something: keys and the ids the kernel writes as text. */
const FIXED_TEXT = /(?:^|_)(?:key|index|hash|sha256|cipher|slug|code)$|^(?:actor|uploader|ref|holder_key)$/;

/**
 * Writes, as superuser, a row that names somebody into every table that can name anybody, one for each naming column, with their words in
 * every text; and rows that hang on those. What a table otherwise demands (checks, not null, foreign keys) is taken off it first: this is
 * the file's own database, thrown away after.
 */
export async function plantEverywhere(house: TestHouse, who: Planted): Promise<readonly PlantedRow[]> {
  const tables = await readTables((text) => house.admin(text));
  const tenantId = (await house.tenants.bySlug("qinghe"))?.id ?? "";
  await house.admin("set session_replication_role = replica");
  const planted: PlantedRow[] = [];
  const ids = new Map<string, string>();
  for (const table of tables.filter(isPlantable)) {
    await loosen(house, table);
    for (const [how, columns] of [
      ["about", table.about],
      ["by", table.by],
    ] as const)
      for (const column of columns) {
        if (column.name === "id") continue;
        const id = await plantRow(house, { table, tenantId, who, names: { [column.name]: nameIn(column, who) } });
        planted.push({ table: table.name, by: column.name, how, id });
        if (how === "about" && id !== undefined) ids.set(table.name, id);
      }
  }
  for (let round = 0; round < 2; round += 1)
    for (const table of tables.filter((one) => isPlantable(one) && one.about.length === 0)) {
      const parent = table.parents.find((one) => one.parentColumn === "id" && ids.has(one.table));
      if (parent === undefined || ids.has(table.name)) continue;
      const id = await plantRow(house, { table, tenantId, who, names: { [parent.column]: ids.get(parent.table) ?? "" } });
      planted.push({ table: table.name, by: parent.column, how: "part", id });
      if (id !== undefined) ids.set(table.name, id);
    }
  return planted;
}

/** A second entry or account would be another person, and who is shut out sees nothing. */
const UNPLANTED = new Set(["platform.migration", "platform.tenant", "platform.account", "register.person", "accounts.disabled"]);

function isPlantable({ name, key }: PersonalTable): boolean {
  return key.length > 0 && !UNPLANTED.has(name);
}

function nameIn({ holds, array }: NamingColumn, who: Planted): string {
  const id = holds === "person" ? who.personId : who.accountId;
  return array ? `{${id}}` : id;
}

async function loosen(house: TestHouse, { name, key, columns }: PersonalTable): Promise<void> {
  const table = quote(name);
  const constraints = await house.admin<{ conname: string }>(
    "select conname from pg_constraint where conrelid = $1::regclass and contype in ('c', 'x')",
    [table],
  );
  for (const { conname } of constraints) await house.admin(`alter table ${table} drop constraint "${conname}"`);
  for (const { name: column, required } of columns)
    if (required && !key.includes(column)) await house.admin(`alter table ${table} alter column "${column}" drop not null`);
}

type RowToPlant = {
  readonly table: PersonalTable;
  readonly tenantId: string;
  readonly who: Planted;
  readonly names: Readonly<Record<string, string>>;
};

/** @returns what stands first in its key after the tenant, where that is an id */
async function plantRow(house: TestHouse, { table, tenantId, who, names }: RowToPlant): Promise<string | undefined> {
  const values: Record<string, string> = {};
  for (const { name, type } of table.columns) {
    if (names[name] !== undefined) values[name] = names[name];
    else if (name === "tenant_id") values[name] = tenantId;
    else if (table.key.includes(name)) values[name] = keyValue(house, type, values);
    else if (name === "division_path") values[name] = who.path;
    else if (type === "text" && !FIXED_TEXT.test(name)) values[name] = `与${who.words.join("、")}有关`;
    else if (type === "text[]") values[name] = `{${who.words.map((word) => `"${word}"`).join(",")}}`;
    else if (type === "jsonb") values[name] = JSON.stringify({ 说: who.words.join("、") });
  }
  const columns = Object.keys(values);
  await house.admin(
    `insert into ${quote(table.name)} (${columns.map((one) => `"${one}"`).join(", ")}) overriding system value
     values (${columns.map((_, index) => `$${index + 1}`).join(", ")}) on conflict do nothing`,
    Object.values(values),
  );
  const first = table.key.find((column) => column !== "tenant_id") ?? "";
  return table.columns.find(({ name }) => name === first)?.type === "uuid" ? values[first] : undefined;
}

function keyValue(house: TestHouse, type: string, values: Readonly<Record<string, string>>): string {
  const n = Object.keys(values).length + 7;
  if (type === "uuid") return house.newId();
  if (type === "bytea") return `\\x${house.newId().replaceAll("-", "")}`;
  if (type === "date") return "2026-01-01";
  if (type.startsWith("timestamp")) return "2026-01-01T00:00:00Z";
  if (type === "ltree") return "cn";
  if (type === "boolean") return "true";
  if (type.endsWith("[]") || type === "jsonb") return "{}";
  return type === "text" ? house.newId() : String(n + 1_000);
}

function quote(name: string): string {
  return name
    .split(".")
    .map((part) => `"${part}"`)
    .join(".");
}
