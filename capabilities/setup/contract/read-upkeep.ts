import { Type } from "typebox";
import { defineQuery, Field } from "#platform/contract.ts";

export const readUpkeep = defineQuery({
  name: "setup/read-upkeep",
  summary:
    "What the deployment's steward must see to: whether a copy of the keys is kept apart, and when the last backup was taken.",
  input: {},
  output: Type.Object({
    /** The slug of the tenant this was asked in. */
    tenant: Type.String(),
    keysKeptAt: Type.Union([Field.instant(), Type.Null()]),
    lastBackupAt: Type.Union([Field.instant(), Type.Null()]),
    /** Figures of what is there, for the first steps. */
    organizations: Type.Integer(),
    persons: Type.Integer(),
    places: Type.Integer(),
    /** Somebody sees to security, and somebody audits. */
    guarded: Type.Boolean(),
  }),
});
