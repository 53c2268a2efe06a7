import type { Capability } from "#platform/capability.ts";
import { listDivisionsBound } from "./actions/list-divisions.ts";

/** The administrative tree by official codes, and the grids below it. */
export const divisions: Capability = {
  name: "divisions",
  dependsOn: [],
  queries: [listDivisionsBound],
  migrations: new URL("./store/migrations", import.meta.url).pathname,
};
