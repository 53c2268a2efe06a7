import { defineAction, Field } from "#platform/contract.ts";
import { Acted, NOT_RUNNING } from "./project-views.ts";

export const finishTask = defineAction({
  name: "projects/finish-task",
  summary: "A task is done, and what came of it.",
  input: {
    id: Field.id(),
    taskId: Field.id(),
    note: Field.line(2, 200),
  },
  output: Acted,
  refusals: { ...NOT_RUNNING, "done-already": "conflict" },
});
