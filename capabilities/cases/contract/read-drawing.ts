import { Type } from "typebox";
import { defineQuery, Field } from "#platform/contract.ts";
import { FaultView, PROCEDURE_KEY } from "./procedure-views.ts";
import { Nullable } from "./task-views.ts";

export const readDrawing = defineQuery({
  name: "cases/read-drawing",
  summary: "What the editor of procedures begins with: a draft's drawing, or the newest version's, and what its steps may name.",
  input: {
    /** Of which procedure; of one with `draft` that draft's drawing, whatever this says. */
    key: Type.Optional(Type.String({ minLength: 3, maxLength: 60, pattern: PROCEDURE_KEY })),
    draft: Type.Optional(Field.id()),
  },
  output: Type.Object({
    key: Type.String(),
    title: Type.String(),
    titleEn: Type.String(),
    bpmn: Type.String(),
    /** The draft it is; null where it is a version's. */
    draft: Nullable(Type.String()),
    version: Nullable(Type.Integer()),
    /** Everything that speaks against a draft. */
    faults: Type.Array(FaultView),
    /** Actions that complete a step of this procedure; a step without one is a generic step. */
    actions: Type.Array(Type.String()),
    /** Duties that posts in force carry here. */
    duties: Type.Array(Type.String()),
    /** What the rule of its deadlines gives. */
    deadlines: Type.Array(Type.String()),
  }),
});
