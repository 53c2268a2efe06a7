import { Type } from "typebox";
import { defineQuery, Field } from "#platform/contract.ts";

export const listConsents = defineQuery({
  name: "privacy/list-consents",
  summary: "What rests on the caller's consent now, and each time it was given or taken back (newest first, at most 200).",
  input: {},
  output: Type.Object({
    consents: Type.Array(
      Type.Object({
        /** `<capability>.<what>`. */
        purpose: Type.String(),
        textVersion: Type.Integer(),
        standing: Type.Boolean(),
        /** Where it is given, below the tenant. */
        path: Type.String(),
      }),
    ),
    ledger: Type.Array(
      Type.Object({ purpose: Type.String(), textVersion: Type.Integer(), given: Type.Boolean(), at: Field.instant() }),
    ),
  }),
});
