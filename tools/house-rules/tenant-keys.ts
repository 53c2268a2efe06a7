import type { HouseRule, Violation } from "./house-rule.ts";
import { isMigration, migrationsDue, readSchema } from "./reading/read-schema.ts";
import { type ForeignKey, isTenantTable, type Schema, type Table } from "./reading/schema.ts";

export const tenantKeys: HouseRule = {
  name: "tenant-keys",
  says: "tenant_id comes first in every key and foreign key of a tenant table, so that a table can be spread over machines (DESIGN §4.1).",
  reads: isMigration,
  due: migrationsDue,
  find(files) {
    const schema = readSchema(files);
    return [...schema.tables.values()].flatMap((table) => [...judgeKeys(table), ...judgeForeignKeys(table, schema)]);
  },
};

function judgeKeys(table: Table): readonly Violation[] {
  if (!isTenantTable(table)) return [];
  const keys = [...table.keys.values()];
  const wrong = keys
    .filter((key) => key.columns[0] !== "tenant_id")
    .map(({ path, line, kind, columns }) => ({
      path,
      line,
      message: `${table.name}: ${kind} (${columns.join(", ")}) does not begin with tenant_id`,
    }));
  const hasPrimary = table.partition || keys.some((key) => key.kind === "primary key");
  return hasPrimary ? wrong : [...wrong, { path: table.path, line: table.line, message: `${table.name} has no primary key` }];
}

function judgeForeignKeys(table: Table, schema: Schema): readonly Violation[] {
  return [...table.foreignKeys.values()].flatMap((key) => {
    const reason = judgeForeignKey(table, key, schema);
    return reason === undefined ? [] : [{ path: key.path, line: key.line, message: `${table.name} → ${key.target}: ${reason}` }];
  });
}

function judgeForeignKey(table: Table, key: ForeignKey, schema: Schema): string | undefined {
  if (key.onDelete.startsWith("set")) return `on delete ${key.onDelete} would write what no action wrote`;
  const target = schema.tables.get(key.target);
  if (target === undefined) return "no migration makes that table";
  if (!isTenantTable(target)) return undefined;
  if (!isTenantTable(table)) return "a reference table may not point into a tenant's tables";
  const columns = key.targetColumns.length > 0 ? key.targetColumns : primaryColumns(target);
  const composite = key.columns[0] === "tenant_id" && columns[0] === "tenant_id" && key.columns.length > 1;
  return composite ? undefined : "a foreign key between tenant tables is composite and begins with tenant_id on both sides";
}

function primaryColumns(table: Table): readonly string[] {
  return [...table.keys.values()].find((key) => key.kind === "primary key")?.columns ?? [];
}
