import { defineAction, Field } from "#platform/contract.ts";
import { Acted, NOT_RUNNING } from "./project-views.ts";

export const stopProject = defineAction({
  name: "projects/stop-project",
  summary: "Stops a project with its reason, in public.",
  input: {
    id: Field.id(),
    why: Field.text(4, 500),
  },
  output: Acted,
  refusals: { ...NOT_RUNNING },
});
