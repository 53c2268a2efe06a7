import { basename } from "node:path";
import type { HouseRule, Violation } from "./house-rule.ts";
import { isMigration, migrationsDue } from "./reading/read-schema.ts";
import { schemaOf } from "./reading/schema.ts";
import { readSchema } from "./reading/read-schema.ts";

const NAME = /^(\d{4})-[a-z0-9]+(?:-[a-z0-9]+)*\.sql$/;
const PLACE = /^(?:platform\/db|capabilities\/([^/]+)\/store)\/migrations\/[^/]+$/;
/** Schemas that stand for a privacy domain: any capability may keep the tables of that domain there (DESIGN §4, rule 4). */
export const PRIVATE_SCHEMAS: ReadonlySet<string> = new Set(["sealed", "party", "ballots"]);

export const migrationNames: HouseRule = {
  name: "migration-names",
  says: "Migrations are NNNN-what-it-does.sql in one order over the whole house; a capability's tables lie in the schema of its name.",
  reads: isMigration,
  due: migrationsDue,
  find(files) {
    const numbers = new Map<string, string>();
    const misnamed = files.flatMap((file): readonly Violation[] => {
      const { path } = file;
      if (!PLACE.test(path))
        return [{ path, message: "migrations lie in platform/db/migrations or in a capability's store/migrations" }];
      const number = NAME.exec(basename(path))?.[1];
      if (number === undefined) return [{ path, message: "a migration is named NNNN-what-it-does.sql" }];
      const other = numbers.get(number);
      numbers.set(number, path);
      return other === undefined ? [] : [{ path, message: `has the number of ${other}` }];
    });
    return [...misnamed, ...misplacedTables(files)];
  },
};

function misplacedTables(files: Parameters<HouseRule["find"]>[0]): readonly Violation[] {
  return [...readSchema(files).tables.values()].flatMap((table) => {
    const owner = PLACE.exec(table.path)?.[1]?.replaceAll("-", "_") ?? "platform";
    const schema = schemaOf(table.name);
    if (schema === owner || PRIVATE_SCHEMAS.has(schema)) return [];
    return [{ path: table.path, line: table.line, message: `${table.name}: a table made here lies in the schema ${owner}` }];
  });
}
