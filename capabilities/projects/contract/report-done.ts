import { defineAction, Field } from "#platform/contract.ts";
import { Acted, NOT_RUNNING } from "./project-views.ts";

export const reportDone = defineAction({
  name: "projects/report-done",
  summary:
    "The work is done: every milestone reached, every task done. The supervision committee is asked to accept it by its day.",
  input: {
    id: Field.id(),
  },
  output: Acted,
  refusals: { ...NOT_RUNNING, "milestones-open": "conflict", "tasks-open": "conflict", "no-rule": "conflict" },
});
