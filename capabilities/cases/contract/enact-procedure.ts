import { Type } from "typebox";
import { defineAction, Field } from "#platform/contract.ts";

export const enactProcedure = defineAction({
  name: "cases/enact-procedure",
  summary:
    "Enacts a draft from a day on, after proving it: cases opened from then on take it; those that run already stay on their version.",
  input: { id: Field.id(), from: Field.date() },
  output: Type.Object({ key: Type.String(), version: Type.Integer() }),
  refusals: {
    "procedure-faulty": "conflict",
    "procedure-undecided": "conflict",
    "procedure-unjudged": "conflict",
    "version-overlaps": "conflict",
  },
});
