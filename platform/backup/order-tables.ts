import { quoted, type ForeignKey, type TableName } from "./catalogue.ts";

export type LoadOrder<T extends TableName> = {
  /** Each table after those it refers to, as far as that is possible. */
  readonly tables: readonly T[];
  /** The foreign keys it is not possible for: those that close a circle. */
  readonly circular: readonly ForeignKey[];
};

/**
 * Orders tables so that rows are there before others refer to them (Kahn 1962). Where only circles are left, the table
 * with the fewest open references goes next, and those become `circular`. A table's references to itself never count:
 * PostgreSQL checks them at the end of the statement.
 */
export function orderTables<T extends TableName>(tables: readonly T[], keys: readonly ForeignKey[]): LoadOrder<T> {
  const waiting = new Map(tables.map((table) => [quoted(table), table]));
  const open = new Map([...waiting.keys()].map((name) => [name, new Set<string>()]));
  for (const key of keys) {
    const from = quoted(key.from);
    const to = quoted(key.to);
    if (from !== to && waiting.has(to)) open.get(from)?.add(to);
  }
  const ordered: T[] = [];
  const position = new Map<string, number>();
  while (waiting.size > 0) {
    const name = fewestOpen(waiting.keys(), open);
    const table = waiting.get(name);
    if (table === undefined) break;
    position.set(name, ordered.push(table));
    waiting.delete(name);
    for (const others of open.values()) others.delete(name);
  }
  const at = (table: TableName): number => position.get(quoted(table)) ?? 0;
  return { tables: ordered, circular: keys.filter((key) => at(key.from) > 0 && at(key.to) > at(key.from)) };
}

function fewestOpen(names: Iterable<string>, open: ReadonlyMap<string, ReadonlySet<string>>): string {
  let best = "";
  let fewest = Infinity;
  for (const name of names) {
    const count = open.get(name)?.size ?? 0;
    if (count < fewest) {
      best = name;
      fewest = count;
    }
  }
  return best;
}
