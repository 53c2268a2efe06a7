import { defineAction, Field } from "#platform/contract.ts";
import { Acted, STEP_REFUSALS } from "./matter-views.ts";

export const answerMatter = defineAction({
  name: "supervision/answer-matter",
  summary: "The body that was objected to or asked answers: it puts it right by a day, or explains why not; public at once.",
  input: { id: Field.id(), outcome: Field.choice("accepted", "explained"), answer: Field.text(10, 2_000) },
  output: Acted,
  refusals: STEP_REFUSALS,
});
