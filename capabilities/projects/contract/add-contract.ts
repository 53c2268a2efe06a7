import { defineAction, Field } from "#platform/contract.ts";
import { Acted, NOT_RUNNING, cents, partId } from "./project-views.ts";

export const addContract = defineAction({
  name: "projects/add-contract",
  summary: "A contract of a project: with whom, about what, for how much, from which line of the budget.",
  input: {
    id: Field.id(),
    lineId: partId(),
    partner: Field.line(2, 80),
    subject: Field.line(2, 120),
    cents: cents(1),
    signedOn: Field.date(),
  },
  output: Acted,
  refusals: { ...NOT_RUNNING, "over-budget": "conflict", "too-many-parts": "conflict" },
});
