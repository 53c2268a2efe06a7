import { Type } from "typebox";
import { defineQuery, Field } from "#platform/contract.ts";
import { Nullable, Option, StepFact } from "./proposal-views.ts";

export const readMergeForm = defineQuery({
  name: "resolutions/read-merge-form",
  summary:
    "Where the reader may put a proposal that was put and talked over at one meeting: the meetings it may rest on, and for each whether the facts are there.",
  input: { area: Type.Optional(Field.path(1)) },
  output: Type.Object({
    areas: Type.Array(Option),
    area: Nullable(Type.String()),
    talks: Type.Array(
      Type.Object({
        item: Type.String(),
        page: Type.String(),
        day: Field.date(),
        title: Type.String(),
        open: Type.Boolean(),
        facts: Type.Array(StepFact),
      }),
    ),
    /** Whether it would be allowed of a meeting held today. */
    today: Type.Array(StepFact),
  }),
});
