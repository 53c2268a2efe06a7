import { Type } from "typebox";
import { defineQuery, Field } from "#platform/contract.ts";

export const readCourse = defineQuery({
  name: "cases/read-course",
  summary: "The course of a case: its procedure's diagram with the present step lit, and the same as a list of steps.",
  input: { number: Field.line(1, 40) },
  output: Type.Object({
    number: Type.String(),
    procedure: Type.String(),
    version: Type.Integer(),
    state: Field.choice("open", "ended", "withdrawn"),
    /** SVG without script, drawn from the BPMN's own diagram; empty where it could not be drawn. */
    svg: Type.String(),
    steps: Type.Array(
      Type.Object({ element: Type.String(), name: Type.String(), state: Field.choice("done", "now", "ahead", "skipped") }),
    ),
    tasks: Type.Array(
      Type.Object({
        element: Type.String(),
        name: Type.String(),
        action: Type.String(),
        /** To whoever neither raised it nor works here: the end of its day. */
        dueAt: Type.Union([Field.instant(), Type.Null()]),
        provisional: Type.Boolean(),
        unit: Type.String(),
      }),
    ),
  }),
});
