import { basename } from "node:path";
import { readTableItem, readTableItems } from "./read-table.ts";
import type { Schema, Spot, Table, View } from "./schema.ts";
import type { SourceFile } from "./source-file.ts";
import { readStatements, type SqlToken } from "./sql-tokens.ts";
import { columnNames, splitList, TokenReader } from "./token-reader.ts";

export function isMigration(path: string): boolean {
  return /(^|\/)migrations\/[^/]+\.sql$/.test(path) && !path.startsWith("tools/");
}

/** Migrations must exist as soon as there is something that stores. */
export function migrationsDue(paths: readonly string[]): boolean {
  return paths.some((path) => /^(platform\/db|capabilities\/[^/]+\/store)\//.test(path));
}

type Building = { readonly tables: Map<string, Table>; readonly triggers: Spot[]; readonly views: View[] };

/** What all migrations together, in the order of their numbers, leave in the database. */
export function readSchema(files: readonly SourceFile[]): Schema {
  const building: Building = { tables: new Map(), triggers: [], views: [] };
  for (const file of files.toSorted((a, b) => (basename(a.path) < basename(b.path) ? -1 : 1))) {
    try {
      for (const statement of readStatements(file.text)) readStatement(building, file.path, statement);
    } catch (error) {
      throw new Error(`${file.path}: ${error instanceof Error ? error.message : String(error)}`, { cause: error });
    }
  }
  return building;
}

function readStatement(building: Building, path: string, statement: readonly SqlToken[]) {
  const reader = new TokenReader(statement);
  const spot = { path, line: reader.line };
  if (reader.take("create")) readCreate(building, spot, reader);
  else if (reader.take("alter", "table")) readAlterTable(building, path, reader);
  else if (reader.take("alter", "policy")) readPolicy(building, spot, reader);
  else if (reader.take("comment", "on", "column")) readComment(building, reader);
  else if (reader.take("drop")) readDrop(building, reader);
}

function readCreate(building: Building, spot: Spot, reader: TokenReader) {
  reader.take("or", "replace");
  for (const word of ["temporary", "temp", "unlogged", "constraint", "event", "recursive", "materialized"]) reader.take(word);
  if (reader.take("table")) readCreateTable(building, spot, reader);
  else if (reader.take("unique", "index")) readUniqueIndex(building, spot, reader);
  else if (reader.take("policy")) readPolicy(building, spot, reader);
  else if (reader.sees("trigger") || reader.sees("rule")) building.triggers.push(spot);
  else if (reader.take("view")) {
    reader.take("if", "not", "exists");
    building.views.push({ ...spot, name: reader.takeName(), body: reader.rest() });
  }
}

function readCreateTable(building: Building, spot: Spot, reader: TokenReader) {
  reader.take("if", "not", "exists");
  const name = reader.takeName();
  const partition = reader.take("partition", "of");
  const parts = { columns: new Map(), keys: new Map(), foreignKeys: new Map(), policies: new Map(), comments: new Map() };
  const table: Table = { ...spot, ...parts, name, rowSecurity: false, forced: false, partition };
  building.tables.set(name, table);
  const items = partition ? undefined : reader.takeGroup();
  if (items !== undefined) readTableItems(table, items);
}

function readUniqueIndex(building: Building, spot: Spot, reader: TokenReader) {
  reader.take("concurrently");
  reader.take("if", "not", "exists");
  const name = reader.sees("on") ? "" : reader.takeName();
  if (!reader.take("on")) throw new Error(`line ${spot.line}: an index without a table`);
  reader.take("only");
  const table = tableNamed(building, reader);
  if (reader.take("using")) reader.takeName();
  const columns = columnNames(reader.takeGroup());
  table.keys.set(name === "" ? `unique ${columns.join(" ")}` : name, { ...spot, kind: "unique", columns });
}

function readPolicy(building: Building, spot: Spot, reader: TokenReader) {
  const name = reader.takeName();
  if (!reader.take("on")) throw new Error(`line ${spot.line}: a policy without a table`);
  const table = tableNamed(building, reader);
  const rest = new TokenReader(reader.rest());
  const roles: string[] = [];
  const condition: SqlToken[] = [];
  while (!rest.done) {
    if (rest.take("to")) {
      do roles.push(rest.takeName());
      while (rest.take(","));
    } else {
      const group = rest.takeGroup();
      if (group === undefined) rest.next();
      else condition.push(...group);
    }
  }
  // Altered, it keeps the roles that are not named again.
  table.policies.set(name, {
    ...spot,
    name,
    roles: roles.length > 0 ? roles : (table.policies.get(name)?.roles ?? []),
    condition,
  });
}

function readAlterTable(building: Building, path: string, reader: TokenReader) {
  reader.take("if", "exists");
  reader.take("only");
  const table = tableNamed(building, reader);
  if (reader.take("rename", "to")) return renameTable(building, table, reader.takeName());
  if (reader.take("set", "schema")) return renameTable(building, table, `${reader.takeName()}.${bareName(table.name)}`);
  for (const action of splitList(reader.rest())) readAlterAction({ ...table, path }, table, new TokenReader(action));
  return undefined;
}

/** `at` is the table with the path of this migration: what is added now is found there, not where the table was made. */
function readAlterAction(at: Table, table: Table, action: TokenReader) {
  if (action.take("enable", "row", "level", "security")) table.rowSecurity = true;
  else if (action.take("disable", "row", "level", "security")) table.rowSecurity = false;
  else if (action.take("force", "row", "level", "security")) table.forced = true;
  else if (action.take("no", "force", "row", "level", "security")) table.forced = false;
  else if (action.take("drop", "constraint")) {
    action.take("if", "exists");
    const name = action.takeName();
    table.keys.delete(name);
    table.foreignKeys.delete(name);
  } else if (action.take("drop")) {
    action.take("column");
    action.take("if", "exists");
    table.columns.delete(action.takeName());
  } else if (action.take("rename")) {
    action.take("column");
    const column = table.columns.get(action.takeName());
    if (column === undefined || !action.take("to")) return;
    table.columns.delete(column.name);
    const name = action.takeName();
    table.columns.set(name, { ...column, name });
  } else if (action.take("add")) {
    action.take("column");
    action.take("if", "not", "exists");
    readTableItem(at, action.rest());
  }
}

function readComment(building: Building, reader: TokenReader) {
  const full = reader.takeName();
  const dot = full.lastIndexOf(".");
  const table = building.tables.get(full.slice(0, dot));
  if (table === undefined || !reader.take("is")) return; // a comment on a view's column
  table.comments.set(full.slice(dot + 1), reader.next()?.text ?? "");
}

function readDrop(building: Building, reader: TokenReader) {
  if (reader.take("policy")) {
    reader.take("if", "exists");
    const name = reader.takeName();
    if (reader.take("on")) tableNamed(building, reader).policies.delete(name);
  } else if (reader.take("index")) {
    reader.take("concurrently");
    reader.take("if", "exists");
    const name = bareName(reader.takeName());
    for (const table of building.tables.values()) table.keys.delete(name);
  } else if (reader.take("table")) {
    reader.take("if", "exists");
    do building.tables.delete(reader.takeName());
    while (reader.take(","));
  }
}

function tableNamed(building: Building, reader: TokenReader): Table {
  const { line } = reader;
  const name = reader.takeName();
  const table = building.tables.get(name);
  if (table === undefined) throw new Error(`line ${line}: no migration makes the table ${name}`);
  return table;
}

function renameTable(building: Building, table: Table, to: string) {
  const schema = table.name.includes(".") && !to.includes(".") ? `${table.name.slice(0, table.name.lastIndexOf("."))}.` : "";
  const name = `${schema}${to}`;
  building.tables.delete(table.name);
  building.tables.set(name, { ...table, name });
}

function bareName(name: string): string {
  return name.slice(name.lastIndexOf(".") + 1);
}
