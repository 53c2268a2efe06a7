import { Type } from "typebox";
import { defineAction, Field } from "#platform/contract.ts";

export const undoEntered = defineAction({
  name: "appeals/undo-entered",
  summary:
    "Takes out what the same desk wrote down by mistake, before anybody has taken it up; it stays on the record as withdrawn.",
  input: { id: Field.id() },
  output: Type.Object({ number: Type.String() }),
  refusals: {
    "not-in-hand": "conflict",
    "no-longer-at-desk": "conflict",
    "step-not-open": "conflict",
  },
});
