import { defineAction, Field } from "#platform/contract.ts";
import { Acted, NOT_RUNNING, partId } from "./project-views.ts";

export const reachMilestone = defineAction({
  name: "projects/reach-milestone",
  summary: "A milestone is there: on which day, and what was done.",
  input: {
    id: Field.id(),
    milestoneId: partId(),
    reachedOn: Field.date(),
    note: Field.text(2, 500),
  },
  output: Acted,
  refusals: { ...NOT_RUNNING, "reached-already": "conflict" },
});
