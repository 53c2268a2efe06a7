import { Type } from "typebox";
import { defineAction, Field } from "#platform/contract.ts";

export const discardDraft = defineAction({
  name: "cases/discard-draft",
  summary: "Throws a draft away.",
  input: { id: Field.id() },
  output: Type.Object({ key: Type.String() }),
});
