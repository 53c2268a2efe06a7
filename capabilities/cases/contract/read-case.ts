import { Type } from "typebox";
import { defineQuery, Field } from "#platform/contract.ts";
import { LinkView, Nullable } from "./task-views.ts";

const Post = Type.Object({ id: Type.String(), name: Type.String() });

export const readCase = defineQuery({
  name: "cases/read-case",
  summary: "A case as staff see it: its course as a diagram and a list, its open tasks and who has them, and what happened when.",
  input: { number: Field.line(1, 40) },
  output: Type.Object({
    id: Type.String(),
    number: Type.String(),
    kind: Type.String(),
    /** What the matter is called, and where it stands; empty where nobody says. */
    title: Type.String(),
    path: Type.String(),
    state: Field.choice("open", "ended", "withdrawn"),
    openedAt: Field.instant(),
    endedAt: Nullable(Field.instant()),
    procedure: Type.Object({ key: Type.String(), title: Type.String(), version: Type.Integer() }),
    svg: Type.String(),
    steps: Type.Array(
      Type.Object({ element: Type.String(), name: Type.String(), state: Field.choice("done", "now", "ahead", "skipped") }),
    ),
    tasks: Type.Array(
      Type.Object({
        id: Type.String(),
        name: Type.String(),
        action: Type.String(),
        unit: Type.String(),
        dueAt: Nullable(Field.instant()),
        /** Its hour is not told, nor when it was opened: it falls due before the day ends. */
        dueByDay: Type.Boolean(),
        provisional: Type.Boolean(),
        takenBy: Type.String(),
        mine: Type.Boolean(),
        /** The reader may take it, give it on and, if it is a generic step, complete it here. */
        may: Type.Boolean(),
        generic: Type.Boolean(),
        /** The form of a generic step: a JSON Schema; null where it asks for nothing. */
        form: Type.Unknown(),
        /** To whom it may be given. */
        colleagues: Type.Array(Post),
      }),
    ),
    events: Type.Array(
      Type.Object({
        id: Type.String(),
        at: Field.instant(),
        kind: Type.String(),
        /** The step's name, where it is about one. */
        step: Type.String(),
        by: Type.String(),
        reason: Type.String(),
      }),
    ),
    links: Type.Array(LinkView),
    /** What stands before its gated steps: met or missing, step by step. */
    gates: Type.Array(
      Type.Object({
        step: Type.String(),
        facts: Type.Array(
          Type.Object({ met: Type.Boolean(), sentence: Type.String(), sentenceEn: Type.String(), path: Nullable(Type.String()) }),
        ),
      }),
    ),
    /** The body for which the reader may say whether it consents; empty: none. */
    consentFor: Type.String(),
    /** Other versions of its procedure that the reader may move it to. */
    versions: Type.Array(Type.Object({ version: Type.Integer(), validFrom: Type.String() })),
  }),
});
