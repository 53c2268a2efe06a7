import { Type } from "typebox";
import { Field } from "#platform/contract.ts";

export const BATCH_STATES = ["mapping", "checking", "checked", "running", "done", "undone"] as const;
export const CONFLICT_KINDS = [
  "elsewhere",
  "other-name",
  "gone",
  "other-household",
  "other-head",
  "differs",
  "perhaps-same",
] as const;
export const DECISIONS = ["update", "keep", "add"] as const;
/** A list that a browser sends; a whole county's comes by the command line. */
export const MOST_BROWSER_ROWS = 20_000;
export const CONFLICTS_A_PAGE = 20;

/** How many rows of an import stand where. */
export const RowCounts = Type.Object({
  rows: Type.Integer(),
  unread: Type.Integer(),
  ready: Type.Integer(),
  conflicts: Type.Integer(),
  undecided: Type.Integer(),
  rejected: Type.Integer(),
  repeated: Type.Integer(),
  imported: Type.Integer(),
  updated: Type.Integer(),
  leftOut: Type.Integer(),
  undone: Type.Integer(),
});

export const ImportLine = Type.Object({
  id: Type.String(),
  fileName: Type.String(),
  area: Type.String(),
  state: Field.choice(...BATCH_STATES),
  begunAt: Field.instant(),
});
