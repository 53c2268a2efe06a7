import { Type } from "typebox";
import { defineAction, Field } from "#platform/contract.ts";
import { Acted, NOT_RUNNING, cents, partId } from "./project-views.ts";

export const changeLine = defineAction({
  name: "projects/change-line",
  summary:
    "Another sum for a line of the budget, or a line more: a new version with its reason, on the record; the old one stays to be read.",
  input: {
    id: Field.id(),
    lineId: Type.Optional(partId()),
    name: Type.Optional(Field.line(2, 60)),
    source: Type.Optional(Field.line(2, 60)),
    cents: cents(0),
    why: Field.text(4, 500),
  },
  output: Acted,
  refusals: { ...NOT_RUNNING, "below-cost": "conflict", "nothing-changed": "conflict", "too-many-parts": "conflict" },
});
