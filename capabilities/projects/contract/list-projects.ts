import { Type } from "typebox";
import { defineQuery, Field } from "#platform/contract.ts";
import { Nullable, Option, ProjectFacts, STATES } from "./project-views.ts";

export const listProjects = defineQuery({
  name: "projects/list-projects",
  summary: "Projects by place, state and words of their title, the newest first, with what each has and has cost.",
  input: {
    q: Type.Optional(Field.line(1, 80)),
    area: Type.Optional(Field.path(1)),
    state: Type.Optional(Field.choice(...STATES)),
    cursor: Type.Optional(Field.cursor()),
  },
  output: Type.Object({
    projects: Type.Array(ProjectFacts),
    count: Type.Integer(),
    next: Nullable(Type.String()),
    areas: Type.Array(Option),
    may: Type.Array(Type.String()),
  }),
  refusals: { "bad-cursor": "invalid" },
});
