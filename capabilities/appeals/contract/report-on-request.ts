import { Type } from "typebox";
import { defineAction, Field } from "#platform/contract.ts";
import { ENTRY_LENGTH } from "./appeal-views.ts";

export const reportOnRequest = defineAction({
  name: "appeals/report-on-request",
  summary: "A bureau called from below reports to the lead what it did, or why it cannot; the report goes back at once.",
  input: {
    /** The request's id. */
    id: Field.id(),
    outcome: Field.choice("done", "refused"),
    text: Field.text(ENTRY_LENGTH.min, ENTRY_LENGTH.max),
    /** What a "cannot" rests on. */
    article: Type.Optional(Field.line(0, 300)),
  },
  output: Type.Object({ outcome: Field.choice("done", "refused") }),
  refusals: {
    "step-not-open": "conflict",
    "step-done-by-other": "conflict",
    "step-taken": "conflict",
    "article-missing": "invalid",
  },
});
