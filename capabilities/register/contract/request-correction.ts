import { Type } from "typebox";
import { defineAction, Field } from "#platform/contract.ts";
import { CORRECTION_FIELDS } from "./person-views.ts";

export const requestCorrection = defineAction({
  name: "register/request-correction",
  summary: "A resident asks to have their own entry put right.",
  input: { field: Field.choice(...CORRECTION_FIELDS), says: Field.text(2, 500) },
  output: Type.Object({ id: Type.String() }),
  refusals: { "not-joined": "conflict", "too-many-corrections": "conflict" },
});
