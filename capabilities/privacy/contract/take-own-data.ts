import { Type } from "typebox";
import { defineQuery } from "#platform/contract.ts";
import { FORMAT, HeldTable } from "./held-view.ts";

export const takeOwnData = defineQuery({
  name: "privacy/take-own-data",
  summary: "The same, whole, as a file to take along (docs/own-data.md says what its parts mean).",
  input: {},
  output: Type.Object({
    format: Type.Literal(FORMAT),
    tenant: Type.Object({ slug: Type.String(), name: Type.String() }),
    madeAt: Type.String(),
    /** Both ids, as the rows name them. */
    subject: Type.Object({
      person: Type.Union([Type.String(), Type.Null()]),
      account: Type.Union([Type.String(), Type.Null()]),
    }),
    capabilities: Type.Array(Type.Object({ name: Type.String(), tables: Type.Array(HeldTable) })),
  }),
});
