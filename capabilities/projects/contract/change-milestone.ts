import { Type } from "typebox";
import { defineAction, Field } from "#platform/contract.ts";
import { Acted, NOT_RUNNING, partId } from "./project-views.ts";

export const changeMilestone = defineAction({
  name: "projects/change-milestone",
  summary:
    "Another day for a milestone, or a milestone more: a new version with its reason, on the record; the old day stays to be read.",
  input: {
    id: Field.id(),
    milestoneId: Type.Optional(partId()),
    title: Type.Optional(Field.line(2, 60)),
    dueOn: Field.date(),
    why: Field.text(4, 500),
  },
  output: Acted,
  refusals: { ...NOT_RUNNING, "reached-already": "conflict", "nothing-changed": "conflict", "too-many-parts": "conflict" },
});
