import { Type } from "typebox";
import { defineQuery, Field } from "#platform/contract.ts";

export const listExports = defineQuery({
  name: "register/list-exports",
  summary: "Lists that were asked for as files in the reader's areas: by whom, why, how many, who agreed, until when.",
  input: {},
  output: Type.Object({
    exports: Type.Array(
      Type.Object({
        id: Type.String(),
        askedBy: Type.String(),
        own: Type.Boolean(),
        askedAt: Field.instant(),
        reason: Type.String(),
        persons: Type.Integer(),
        state: Field.choice("waiting", "open", "refused", "expired"),
        decidedBy: Type.String(),
        expiresAt: Field.instant(),
        downloads: Type.Integer(),
      }),
    ),
  }),
});
