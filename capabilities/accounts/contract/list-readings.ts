import { Type } from "typebox";
import { defineQuery, Field } from "#platform/contract.ts";

export const listReadings = defineQuery({
  name: "accounts/list-readings",
  summary: "Who looked: each reading of the reader’s personal data by staff, newest first (at most 200).",
  input: {},
  output: Type.Object({
    readings: Type.Array(Type.Object({ at: Field.instant(), what: Type.String(), purpose: Type.String(), by: Type.String() })),
  }),
});
