import { Type } from "typebox";
import { defineAction, Field } from "#platform/contract.ts";

export const publishResult = defineAction({
  name: "resolutions/publish-result",
  summary: "Publishes the result, on the record: the chain ends.",
  input: { id: Field.id() },
  output: Type.Object({ id: Type.String(), number: Type.String(), state: Type.String() }),
  refusals: { "gate-shut": "conflict", "step-not-open": "conflict", "step-done-by-other": "conflict", "step-taken": "conflict" },
});
