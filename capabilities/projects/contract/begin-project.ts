import { Type } from "typebox";
import { defineAction, Field } from "#platform/contract.ts";
import { KINDS, MOST_LINES, MOST_MILESTONES, cents } from "./project-views.ts";

export const beginProject = defineAction({
  name: "projects/begin-project",
  summary:
    "Begins a project, of a decision or by the body itself: aim, place, days and budget are public at once and on the record.",
  input: {
    area: Field.path(1),
    decision: Type.Optional(Type.String({ maxLength: 40, pattern: "^[0-9A-Z-]*$", control: "choice" })),
    kind: Field.choice(...KINDS),
    title: Field.line(4, 80),
    aim: Field.text(10, 2_000),
    place: Field.line(2, 120),
    lines: Type.Array(Type.Object({ name: Field.line(2, 60), source: Field.line(2, 60), cents: cents(0) }), {
      minItems: 1,
      maxItems: MOST_LINES,
    }),
    milestones: Type.Array(Type.Object({ title: Field.line(2, 60), dueOn: Field.date() }), {
      minItems: 1,
      maxItems: MOST_MILESTONES,
    }),
  },
  output: Type.Object({ id: Type.String(), number: Type.String() }),
  refusals: { "not-your-body": "conflict", "no-rule": "conflict", "decision-not-open": "conflict", "begun-already": "conflict" },
});
