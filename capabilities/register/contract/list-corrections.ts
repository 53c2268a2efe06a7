import { Type } from "typebox";
import { defineQuery, Field } from "#platform/contract.ts";
import { CORRECTION_FIELDS } from "./person-views.ts";

export const listCorrections = defineQuery({
  name: "register/list-corrections",
  summary: "What residents of the reader's areas ask to have put right, the oldest open request first.",
  input: { state: Type.Optional(Field.choice("open", "done", "refused")) },
  output: Type.Object({
    corrections: Type.Array(
      Type.Object({
        id: Type.String(),
        personId: Type.String(),
        name: Type.String(),
        area: Type.String(),
        field: Field.choice(...CORRECTION_FIELDS),
        state: Field.choice("open", "done", "refused"),
        askedAt: Field.instant(),
      }),
    ),
  }),
});
