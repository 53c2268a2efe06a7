import { Type } from "typebox";
import { defineAction, Field } from "#platform/contract.ts";
import { ENTRY_LENGTH, States } from "./appeal-views.ts";

export const answerAppeal = defineAction({
  name: "appeals/answer-appeal",
  summary: "Answers the resident: what was done, and the rule it rests on. A justified no is an outcome of its own.",
  input: {
    id: Field.id(),
    outcome: Field.choice("solved", "partly-solved", "justified-no", "explained"),
    text: Field.text(ENTRY_LENGTH.min, ENTRY_LENGTH.max),
    article: Type.Optional(Field.line(0, 300)),
  },
  output: Type.Object({ state: Field.choice(...States) }),
  refusals: {
    "not-in-hand": "conflict",
    "step-not-open": "conflict",
    "step-done-by-other": "conflict",
    "step-taken": "conflict",
    "article-missing": "invalid",
    "co-handlers-outstanding": "conflict",
  },
});
