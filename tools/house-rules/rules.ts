import { fileLength } from "./file-length.ts";
import { fileSize } from "./file-size.ts";
import { folderCycles } from "./folder-cycles.ts";
import type { HouseRule } from "./house-rule.ts";
import { importBoundaries } from "./import-boundaries.ts";

/** Every rule of the house, in the order they are printed. */
export const HOUSE_RULES: readonly HouseRule[] = [importBoundaries, folderCycles, fileLength, fileSize];
