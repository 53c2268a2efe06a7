import { Type } from "typebox";
import { defineAction, Field } from "#platform/contract.ts";

export const answerFinding = defineAction({
  name: "supervision/answer-finding",
  summary: "The committee answers what an audit found: what it put right or why it was so; public at once.",
  input: { id: Field.id(), answer: Field.text(10, 2_000) },
  output: Type.Object({ id: Type.String(), number: Type.String() }),
  refusals: { "answered-already": "conflict" },
});
