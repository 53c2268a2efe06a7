import type { Column, ForeignKey, Key, Spot, Table } from "./schema.ts";
import type { SqlToken } from "./sql-tokens.ts";
import { columnNames, splitList, TokenReader } from "./token-reader.ts";

/** Words that end a column's type and begin what is said of it. */
const AFTER_TYPE = new Set(
  "constraint not null check default generated primary unique references collate compression deferrable initially storage".split(
    " ",
  ),
);

/** Reads the items of `create table … ( items )` into the table. */
export function readTableItems(table: Table, items: readonly SqlToken[]) {
  for (const item of splitList(items)) readTableItem(table, item);
}

/** One column or table constraint. */
export function readTableItem(table: Table, item: readonly SqlToken[]) {
  const reader = new TokenReader(item);
  if (reader.sees("like")) return;
  const isConstraint = ["constraint", "primary", "unique", "exclude", "foreign", "check"].some((word) => reader.sees(word));
  if (isConstraint) readTableConstraint(table, reader);
  else readColumn(table, reader);
}

function spotOf(table: Table, reader: TokenReader): Spot {
  return { path: table.path, line: reader.line };
}

function readTableConstraint(table: Table, reader: TokenReader) {
  const spot = spotOf(table, reader);
  const given = reader.take("constraint") ? reader.takeName() : undefined;
  if (reader.take("primary", "key")) return addKey(table, given, { ...spot, kind: "primary key", columns: readColumns(reader) });
  if (reader.take("unique")) {
    if (reader.take("using", "index")) return undefined; // the index was judged where it was made
    reader.take("nulls", "not", "distinct");
    return addKey(table, given, { ...spot, kind: "unique", columns: readColumns(reader) });
  }
  if (reader.take("exclude")) {
    if (reader.take("using")) reader.takeName();
    return addKey(table, given, { ...spot, kind: "exclude", columns: readColumns(reader) });
  }
  if (reader.take("foreign", "key")) {
    const columns = readColumns(reader);
    if (!reader.take("references")) throw new Error(`line ${reader.line}: a foreign key without references`);
    return addForeignKey(table, given, readReference(spot, columns, reader));
  }
  return undefined; // check constraints bind no keys
}

function readColumn(table: Table, reader: TokenReader) {
  const spot = spotOf(table, reader);
  const name = reader.takeName();
  const type: string[] = [];
  while (!reader.done && ![...AFTER_TYPE].some((word) => reader.sees(word))) {
    const token = reader.next();
    if (token !== undefined) type.push(token.text);
  }
  const column: Column = { ...spot, name, type: type.join(" ") };
  table.columns.set(name, column);
  while (!reader.done) {
    const given = reader.take("constraint") ? reader.takeName() : undefined;
    if (reader.take("primary", "key")) addKey(table, given, { ...spot, kind: "primary key", columns: [name] });
    else if (reader.take("unique")) addKey(table, given, { ...spot, kind: "unique", columns: [name] });
    else if (reader.take("references")) addForeignKey(table, given, readReference(spot, [name], reader));
    else if (reader.takeGroup() === undefined) reader.next();
  }
}

function readColumns(reader: TokenReader): readonly string[] {
  const group = reader.takeGroup();
  if (group === undefined) throw new Error(`line ${reader.line}: columns in parentheses were expected`);
  return columnNames(group);
}

/** Behind `references`: the target, its columns, and what happens when it is deleted. */
function readReference(spot: Spot, columns: readonly string[], reader: TokenReader): ForeignKey {
  const target = reader.takeName();
  const targetColumns = columnNames(reader.takeGroup());
  let onDelete = "no action";
  for (;;) {
    if (reader.take("match")) reader.next();
    else if (reader.take("on", "delete")) onDelete = readReferentialAction(reader);
    else if (reader.take("on", "update")) readReferentialAction(reader);
    else if (!reader.take("not", "deferrable") && !reader.take("deferrable")) {
      if (!reader.take("initially")) break;
      reader.next();
    }
  }
  return { ...spot, columns, target, targetColumns, onDelete };
}

function readReferentialAction(reader: TokenReader): string {
  const first = reader.next()?.text ?? "";
  if (first !== "set" && first !== "no") return first;
  const action = `${first} ${reader.next()?.text ?? ""}`;
  reader.takeGroup(); // on delete set null (column)
  return action;
}

/** What PostgreSQL calls a constraint nobody named, so that `drop constraint` finds it. */
const SUFFIX = { "primary key": "pkey", unique: "key", exclude: "excl" } as const;

function addKey(table: Table, given: string | undefined, key: Key) {
  const columns = key.kind === "primary key" ? [] : key.columns;
  table.keys.set(given ?? freeName(table.keys, [bareName(table), ...columns, SUFFIX[key.kind]]), key);
}

function addForeignKey(table: Table, given: string | undefined, key: ForeignKey) {
  table.foreignKeys.set(given ?? freeName(table.foreignKeys, [bareName(table), ...key.columns, "fkey"]), key);
}

function freeName(taken: ReadonlyMap<string, unknown>, parts: readonly string[]): string {
  const name = parts.join("_");
  let free = name;
  for (let count = 1; taken.has(free); count += 1) free = `${name}${count}`;
  return free;
}

function bareName(table: Table): string {
  return table.name.slice(table.name.lastIndexOf(".") + 1);
}
