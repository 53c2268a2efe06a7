import { Type } from "typebox";
import { defineAction, Field } from "#platform/contract.ts";

export const endSubstitute = defineAction({
  name: "cases/end-substitute",
  summary: "Ends a substitution at once.",
  input: { id: Field.id() },
  output: Type.Object({ endedAt: Field.instant() }),
  refusals: { "substitution-over": "conflict" },
});
