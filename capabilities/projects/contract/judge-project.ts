import { defineAction, Field } from "#platform/contract.ts";
import { Acted } from "./project-views.ts";

export const judgeProject = defineAction({
  name: "projects/judge-project",
  summary: "The supervision committee accepts a project or gives it back, with what it found; nobody who carried it out may.",
  input: {
    id: Field.id(),
    verdict: Field.choice("accepted", "rejected"),
    opinion: Field.text(4, 1_000),
  },
  output: Acted,
  refusals: { "project-state": "conflict", "no-rule": "conflict" },
});
