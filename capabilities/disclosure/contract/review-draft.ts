import { Type } from "typebox";
import { defineAction, Field } from "#platform/contract.ts";

export const reviewDraft = defineAction({
  name: "disclosure/review-draft",
  summary: "The supervision committee passes the draft or objects to it, within its days; nobody who owns or wrote it may.",
  input: { id: Field.id(), verdict: Field.choice("passed", "objected"), opinion: Type.Optional(Field.text(0, 1_000)) },
  output: Type.Object({ id: Type.String() }),
  refusals: { "item-step": "conflict", "own-item": "forbidden", "review-over": "conflict" },
});
