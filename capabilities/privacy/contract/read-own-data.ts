import { Type } from "typebox";
import { defineQuery } from "#platform/contract.ts";
import { HeldTable } from "./held-view.ts";

/** Rows of a table a page shows; the file has all of them. */
export const SHOWN_ROWS = 10;

export const readOwnData = defineQuery({
  name: "privacy/read-own-data",
  summary:
    "Everything held here that names the caller, by capability and table, with purpose, basis and time: the newest rows of each.",
  input: {},
  output: Type.Object({
    capabilities: Type.Array(Type.Object({ name: Type.String(), tables: Type.Array(HeldTable) })),
    /** How often staff read personal data of the caller. */
    readings: Type.Integer(),
  }),
});
