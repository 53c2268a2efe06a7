import { Type } from "typebox";
import { defineAction, Field } from "#platform/contract.ts";

export const fixDraft = defineAction({
  name: "disclosure/fix-draft",
  summary: "Records that the joint meeting of party organization and committee fixed the draft, with its day and reference.",
  input: { id: Field.id(), metOn: Field.date(), reference: Field.line(2, 120) },
  output: Type.Object({ id: Type.String() }),
  refusals: { "item-step": "conflict", "review-under-way": "conflict" },
});
