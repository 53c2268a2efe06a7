import { Type } from "typebox";
import { defineAction, Field } from "#platform/contract.ts";

export const replyToObjection = defineAction({
  name: "disclosure/reply-to-objection",
  summary: "Replies to an objection; the reply is everybody's to read.",
  input: { id: Field.id(), reply: Field.text(4, 2_000) },
  output: Type.Object({ id: Type.String() }),
  refusals: { "objection-step": "conflict" },
});
