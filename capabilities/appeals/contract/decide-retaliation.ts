import { Type } from "typebox";
import { defineAction, Field } from "#platform/contract.ts";
import { ENTRY_LENGTH } from "./appeal-views.ts";
import { RetaliationOutcomes } from "./retaliation-views.ts";

export const decideRetaliation = defineAction({
  name: "appeals/decide-retaliation",
  summary: "Says what was found of a report of retaliation, or of an act the house saw, with the facts and the rule it rests on.",
  input: {
    id: Field.id(),
    outcome: Field.choice(...RetaliationOutcomes),
    text: Field.text(ENTRY_LENGTH.min, ENTRY_LENGTH.max),
    article: Field.line(2, 300),
  },
  output: Type.Object({ outcome: Field.choice(...RetaliationOutcomes) }),
  refusals: { "retaliation-decided": "conflict", "own-retaliation": "forbidden" },
});
