import { Type } from "typebox";
import { defineAction, Field } from "#platform/contract.ts";

export const publishResolution = defineAction({
  name: "resolutions/publish-resolution",
  summary: "Publishes the resolution: it is posted for the days of the rule, and goes on the record with each meeting's figures.",
  input: { id: Field.id() },
  output: Type.Object({ id: Type.String(), number: Type.String(), state: Type.String() }),
  refusals: {
    "gate-shut": "conflict",
    "step-not-open": "conflict",
    "step-done-by-other": "conflict",
    "step-taken": "conflict",
    "no-rule": "conflict",
  },
});
