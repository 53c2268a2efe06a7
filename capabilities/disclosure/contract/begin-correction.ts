import { Type } from "typebox";
import { defineAction, Field } from "#platform/contract.ts";

export const beginCorrection = defineAction({
  name: "disclosure/begin-correction",
  summary: "Opens what was published for a correction, with its reason; it becomes a new version by the same course.",
  input: { id: Field.id(), reason: Field.text(4, 500) },
  output: Type.Object({ id: Type.String() }),
  refusals: { "item-step": "conflict" },
});
