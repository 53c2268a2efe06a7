import { Type } from "typebox";
import { defineAction, Field } from "#platform/contract.ts";

export const takeUpward = defineAction({
  name: "disclosure/take-upward",
  summary: "Takes an objection to the township: the reply does not satisfy, or did not come in its days.",
  input: { id: Field.id(), why: Field.text(4, 2_000) },
  output: Type.Object({ id: Type.String(), upwardDue: Field.date() }),
  refusals: { "objection-step": "conflict", "reply-awaited": "conflict" },
});
