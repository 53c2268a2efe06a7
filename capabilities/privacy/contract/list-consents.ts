import { Type } from "typebox";
import { defineQuery, Field } from "#platform/contract.ts";

export const listConsents = defineQuery({
  name: "privacy/list-consents",
  summary:
    "What rests on the caller's consent now, and each time it was given or taken back, or a use was stopped or gone on with (newest first, at most 200).",
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
      Type.Object({
        /** consent: agreed to or taken back. use: gone on with, or stopped. */
        about: Field.choice("consent", "use"),
        purpose: Type.String(),
        textVersion: Type.Integer(),
        given: Type.Boolean(),
        at: Field.instant(),
      }),
    ),
  }),
});
