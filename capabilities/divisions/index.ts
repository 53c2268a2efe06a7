import type { Capability } from "#platform/capability.ts";
import { listDivisionsBound } from "./actions/list-divisions.ts";

export { findAreas, type AreaRow } from "./store/find-areas.ts";
export { addGrids, answerFor, pathOfCode, putDivisions, type DivisionToPut, type GridToAdd } from "./store/put-division.ts";

/** The administrative tree by official codes, and the grids below it. */
export const divisions: Capability = {
  name: "divisions",
  dependsOn: [],
  queries: [listDivisionsBound],
  migrations: new URL("./store/migrations", import.meta.url).pathname,
};
