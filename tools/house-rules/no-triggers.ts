import type { HouseRule } from "./house-rule.ts";
import { isMigration, migrationsDue, readSchema } from "./reading/read-schema.ts";

export const noTriggers: HouseRule = {
  name: "no-triggers",
  says: "No triggers and no rewrite rules: the application writes audit, event and outbox rows in the same transaction (DESIGN §4.3).",
  reads: isMigration,
  due: migrationsDue,
  find: (files) => readSchema(files).triggers.map((spot) => ({ ...spot, message: "makes a trigger or a rewrite rule" })),
};
