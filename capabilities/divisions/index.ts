import type { Capability } from "#platform/capability.ts";
import { addGridBound } from "./actions/add-grid.ts";
import { endGridBound } from "./actions/end-grid.ts";
import { listDivisionsBound } from "./actions/list-divisions.ts";
import { readDivisionBound } from "./actions/read-division.ts";
import { readMapBound } from "./actions/read-map.ts";
import { renameGridBound } from "./actions/rename-grid.ts";
import { DUTIES } from "./policy.ts";

export { findPathToMove, succeedDivision, takeInDivisions } from "./actions/take-in-divisions.ts";
export { GRID_NAME_CONSTRAINT } from "./store/change-grid.ts";
export { followInTenant } from "./store/change-divisions.ts";
export { findAreaAt } from "./domain/find-area-at.ts";
export { MAX_FEATURES, readGeoJson, type MapFault } from "./domain/read-geojson.ts";
export { findKnownAreas, findOutlines, putMap } from "./store/map-features.ts";
export { findAreas, type AreaRow } from "./store/find-areas.ts";
export { addGrids, answerFor, pathOfCode, putDivisions, type DivisionToPut, type GridToAdd } from "./store/put-division.ts";

/** The administrative tree by official codes, and the grids below it. */
export const divisions: Capability = {
  name: "divisions",
  dependsOn: [],
  actions: [addGridBound, renameGridBound, endGridBound],
  queries: [listDivisionsBound, readDivisionBound, readMapBound],
  duties: DUTIES,
  migrations: new URL("./store/migrations", import.meta.url).pathname,
};
