import type { HouseRule, Violation } from "./house-rule.ts";
import { PRIVATE_SCHEMAS } from "./migration-names.ts";
import { readDependencies } from "./reading/capability-dependencies.ts";
import { isMigration, migrationsDue, readSchema } from "./reading/read-schema.ts";
import { schemaOf, type Table } from "./reading/schema.ts";

export const schemaBorders: HouseRule = {
  name: "schema-borders",
  says: "Foreign keys cross schemas only towards the platform or a declared dependency, and never into or out of a privacy domain (DESIGN §3.2, §4).",
  reads: isMigration,
  due: migrationsDue,
  find(files, all) {
    const dependsOn = readDependencies(all);
    return [...readSchema(files).tables.values()].flatMap((table) => judgeTable(table, dependsOn));
  },
};

function judgeTable(table: Table, dependsOn: ReadonlyMap<string, ReadonlySet<string>>): readonly Violation[] {
  const from = schemaOf(table.name);
  return [...table.foreignKeys.values()].flatMap(({ path, line, target }) => {
    const to = schemaOf(target);
    if (from === to || to === "platform") return [];
    const message = `${table.name} → ${target}:`;
    if (PRIVATE_SCHEMAS.has(from) || PRIVATE_SCHEMAS.has(to)) {
      return [{ path, line, message: `${message} party, ballots and sealed identities are joined to nothing` }];
    }
    const owner = /^capabilities\/([^/]+)\//.exec(path)?.[1] ?? "";
    const declared = [...(dependsOn.get(owner) ?? [])].some((name) => name.replaceAll("-", "_") === to);
    return declared
      ? []
      : [{ path, line, message: `${message} the manifest of ${owner || from} does not name ${to} in dependsOn` }];
  });
}
