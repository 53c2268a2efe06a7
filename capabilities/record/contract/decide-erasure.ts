import { Type } from "typebox";
import { defineAction, Field } from "#platform/contract.ts";

export const decideErasure = defineAction({
  name: "record/decide-erasure",
  summary: "The second person has a field erased for good, or not; never whoever asked. The erasure is an entry of its own.",
  input: { id: Field.id(), decision: Field.choice("erased", "refused") },
  output: Type.Object({ id: Type.String(), state: Field.choice("erased", "refused") }),
  refusals: { "own-erasure": "forbidden", "erasure-decided": "conflict", "still-waiting": "conflict" },
});
