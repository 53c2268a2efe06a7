import { Type } from "typebox";
import { defineQuery, Field } from "#platform/contract.ts";

export const listReadings = defineQuery({
  name: "accounts/list-readings",
  summary: "Who looked: each reading of the reader’s personal data by staff, newest first (at most 200).",
  input: {},
  output: Type.Object({
    readings: Type.Array(
      Type.Object({
        at: Field.instant(),
        what: Type.String(),
        /** The action or query the reader called. */
        purpose: Type.String(),
        /** The post as it was read under, and the holder's name as it is public; empty where there is none. */
        by: Type.Object({ organization: Type.String(), title: Type.String(), name: Type.String() }),
      }),
    ),
  }),
});
