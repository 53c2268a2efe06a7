import { Type } from "typebox";
import { defineQuery } from "#platform/contract.ts";
import { MatterFacts, StepView } from "./matter-views.ts";

export const readDesk = defineQuery({
  name: "supervision/read-desk",
  summary:
    "What the reader's posts have to look at now: steps of what is decided, carried out and published in their places, and what waits for their answer or ruling.",
  input: {},
  output: Type.Object({
    steps: Type.Array(StepView),
    matters: Type.Array(MatterFacts),
    may: Type.Array(Type.String()),
  }),
});
