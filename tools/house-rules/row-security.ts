import type { HouseRule, Violation } from "./house-rule.ts";
import { isMigration, migrationsDue, readSchema } from "./reading/read-schema.ts";
import { isTenantTable, type Policy, type Table } from "./reading/schema.ts";

/** Sees only `(tenant_id, due_at, id)` by its column grants, of every tenant: that is what a sweep is for (DESIGN §4.4). */
const SWEEPER = "gongzhi_sweeper";

/** What the transaction's scope says, asked once a statement: it reads no table (`appeals`, migration 0308). */
const SCOPE_ONCE = /\( select platform \. current_[a-z]+ \( \) \)/g;

export const rowSecurity: HouseRule = {
  name: "row-security",
  says: "Every tenant table has row-level security enabled and forced, and policies that compare tenant_id without a subquery over rows (DESIGN §4.4).",
  reads: isMigration,
  due: migrationsDue,
  find: (files) =>
    [...readSchema(files).tables.values()].filter((table) => isTenantTable(table) && !table.partition).flatMap(judgeTable),
};

function judgeTable(table: Table): readonly Violation[] {
  const { path, line, name } = table;
  const violations: Violation[] = [...table.policies.values()].flatMap((policy) => judgePolicy(table, policy));
  if (!table.rowSecurity) violations.push({ path, line, message: `${name}: row-level security is not enabled` });
  if (!table.forced)
    violations.push({ path, line, message: `${name}: row-level security is not forced, so the owner passes it by` });
  if (table.policies.size === 0) violations.push({ path, line, message: `${name} has no policy` });
  return violations;
}

function judgePolicy(table: Table, policy: Policy): readonly Violation[] {
  const condition = policy.condition
    .map((token) => token.text)
    .join(" ")
    .replaceAll(SCOPE_ONCE, "scope");
  const words = new Set(condition.split(" "));
  const violation = (message: string) => [
    { path: policy.path, line: policy.line, message: `${table.name}, policy ${policy.name}: ${message}` },
  ];
  if (words.has("select")) return violation("a subquery runs for every row, under its own row-level security");
  const sweeps = policy.roles.length > 0 && policy.roles.every((role) => role === SWEEPER);
  if (!sweeps && !words.has("tenant_id")) return violation("does not compare tenant_id");
  return [];
}
