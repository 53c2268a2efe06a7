import type { HouseRule } from "./house-rule.ts";
import { isMigration, migrationsDue } from "./reading/read-schema.ts";
import { readStatements } from "./reading/sql-tokens.ts";
import { TokenReader } from "./reading/token-reader.ts";

export const definerFunctions: HouseRule = {
  name: "definer-functions",
  says: "A SECURITY DEFINER function fixes its search_path: otherwise its caller chooses what its names mean.",
  reads: isMigration,
  due: migrationsDue,
  find: (files) =>
    files.flatMap((file) =>
      readStatements(file.text).flatMap((statement) => {
        const definer = new TokenReader(statement).skipPast("security", "definer");
        const fixed = new TokenReader(statement).skipPast("set", "search_path");
        return definer && !fixed
          ? [{ path: file.path, line: statement[0]?.line ?? 0, message: "SECURITY DEFINER without set search_path" }]
          : [];
      }),
    ),
};
