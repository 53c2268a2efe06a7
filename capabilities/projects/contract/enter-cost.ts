import { defineAction, Field } from "#platform/contract.ts";
import { Acted, cents, partId } from "./project-views.ts";

export const enterCost = defineAction({
  name: "projects/enter-cost",
  summary:
    "What was paid from a line of the budget, or came back to it. A line does not go over its budget: that is changed first, with its reason.",
  input: {
    id: Field.id(),
    lineId: partId(),
    direction: Field.choice("paid", "returned"),
    what: Field.line(2, 120),
    cents: cents(1),
    paidOn: Field.date(),
  },
  output: Acted,
  refusals: {
    "project-state": "conflict",
    "over-budget": "conflict",
    "returned-too-much": "conflict",
    "too-many-parts": "conflict",
  },
});
