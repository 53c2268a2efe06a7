import { definerFunctions } from "./definer-functions.ts";
import { fileLength } from "./file-length.ts";
import { fileSize } from "./file-size.ts";
import { finishedCode } from "./finished-code.ts";
import { folderCycles } from "./folder-cycles.ts";
import type { HouseRule } from "./house-rule.ts";
import { importBoundaries } from "./import-boundaries.ts";
import { keptApart } from "./kept-apart.ts";
import { licences } from "./licences.ts";
import { messages } from "./messages.ts";
import { migrationNames } from "./migration-names.ts";
import { names } from "./names.ts";
import { noScoring } from "./no-scoring.ts";
import { noTriggers } from "./no-triggers.ts";
import { packagePapers } from "./package-papers.ts";
import { personalData } from "./personal-data.ts";
import { plainSyntax } from "./plain-syntax.ts";
import { rowSecurity } from "./row-security.ts";
import { schemaBorders } from "./schema-borders.ts";
import { sqlBorders } from "./sql-borders.ts";
import { tenantKeys } from "./tenant-keys.ts";
import { volatileUpdates } from "./volatile-updates.ts";

const CODE = [importBoundaries, keptApart, folderCycles, names, plainSyntax, finishedCode, fileLength, fileSize];
const PAPERS = [messages, licences, packagePapers];
const DATA = [
  migrationNames,
  tenantKeys,
  schemaBorders,
  sqlBorders,
  noTriggers,
  rowSecurity,
  personalData,
  noScoring,
  volatileUpdates,
  definerFunctions,
];

/** Every rule of the house, in the order they are printed. */
export const HOUSE_RULES: readonly HouseRule[] = [...CODE, ...PAPERS, ...DATA];
