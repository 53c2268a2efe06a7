import { Type } from "typebox";
import { defineAction, Field } from "#platform/contract.ts";
import { ENTRY_LENGTH, States } from "./appeal-views.ts";

export const objectToDispatch = defineAction({
  name: "appeals/object-to-dispatch",
  summary: "The lead unit objects within its time, with the article that shows it lacks the power.",
  input: {
    id: Field.id(),
    text: Field.text(ENTRY_LENGTH.min, ENTRY_LENGTH.max),
    article: Field.line(2, 300),
  },
  output: Type.Object({ state: Field.choice(...States) }),
  refusals: {
    "not-in-hand": "conflict",
    "step-not-open": "conflict",
    "step-done-by-other": "conflict",
    "objection-too-late": "gone",
  },
});
