import { Type } from "typebox";
import { defineAction, Field } from "#platform/contract.ts";

export const setReview = defineAction({
  name: "rules/set-review",
  summary: "Sets by which day which body looks at a rule again; a review not yet made is set anew.",
  input: { ruleId: Field.id(), organizationId: Field.id(), dueOn: Field.date() },
  output: Type.Object({ id: Type.String() }),
});
