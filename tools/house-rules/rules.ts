import { definerFunctions } from "./definer-functions.ts";
import { fileLength } from "./file-length.ts";
import { fileSize } from "./file-size.ts";
import { folderCycles } from "./folder-cycles.ts";
import type { HouseRule } from "./house-rule.ts";
import { importBoundaries } from "./import-boundaries.ts";
import { migrationNames } from "./migration-names.ts";
import { noScoring } from "./no-scoring.ts";
import { noTriggers } from "./no-triggers.ts";
import { personalData } from "./personal-data.ts";
import { rowSecurity } from "./row-security.ts";
import { schemaBorders } from "./schema-borders.ts";
import { tenantKeys } from "./tenant-keys.ts";
import { volatileUpdates } from "./volatile-updates.ts";

const CODE = [importBoundaries, folderCycles, fileLength, fileSize];
const DATA = [
  migrationNames,
  tenantKeys,
  schemaBorders,
  noTriggers,
  rowSecurity,
  personalData,
  noScoring,
  volatileUpdates,
  definerFunctions,
];

/** Every rule of the house, in the order they are printed. */
export const HOUSE_RULES: readonly HouseRule[] = [...CODE, ...DATA];
