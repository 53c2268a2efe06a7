import { Type } from "typebox";
import { defineQuery, Field } from "#platform/contract.ts";

export const suggestDispatch = defineQuery({
  name: "appeals/suggest-dispatch",
  summary:
    "Matters a text seems to be about, and the units that have the power over each or over the one asked for; a person decides.",
  input: {
    id: Field.id(),
    /** The units of this matter and no other: what a clerk sees who chose another than the suggested. */
    matter: Type.Optional(Type.String({ maxLength: 60, pattern: "^[a-z0-9-]*$" })),
  },
  output: Type.Object({
    matters: Type.Array(Type.Object({ code: Type.String(), name: Type.String(), because: Type.Array(Type.String()) })),
    units: Type.Array(
      Type.Object({
        organizationId: Type.String(),
        name: Type.String(),
        matterCode: Type.String(),
        matterName: Type.String(),
        level: Type.String(),
        means: Type.String(),
        rule: Type.String(),
        article: Type.String(),
      }),
    ),
    tiers: Type.Array(Type.String()),
  }),
  refusals: { "no-such-matter": "invalid", "text-purged": "gone" },
});
