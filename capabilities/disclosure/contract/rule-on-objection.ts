import { Type } from "typebox";
import { defineAction, Field } from "#platform/contract.ts";

export const ruleOnObjection = defineAction({
  name: "disclosure/rule-on-objection",
  summary: "The township looked into it: orders publication or correction by a day, or says why not.",
  input: { id: Field.id(), upheld: Field.choice("yes", "no"), ruling: Field.text(4, 2_000) },
  output: Type.Object({ id: Type.String(), orderedBy: Type.Union([Field.date(), Type.Null()]) }),
  refusals: { "objection-step": "conflict" },
});
