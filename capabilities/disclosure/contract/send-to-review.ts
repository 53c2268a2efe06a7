import { Type } from "typebox";
import { defineAction, Field } from "#platform/contract.ts";

export const sendToReview = defineAction({
  name: "disclosure/send-to-review",
  summary: "Hands the draft to the supervision committee, whose days begin to run.",
  input: { id: Field.id() },
  output: Type.Object({ id: Type.String(), reviewDue: Field.date() }),
  refusals: { "item-step": "conflict", "draft-empty": "conflict" },
});
