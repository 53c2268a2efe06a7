import { Type } from "typebox";
import { defineAction, Field } from "#platform/contract.ts";

export const stepAside = defineAction({
  name: "meetings/step-aside",
  summary: "Notes that somebody here has an interest in an item and does not vote on it; before it is put to the vote.",
  input: { id: Field.id(), personId: Field.id() },
  output: Type.Object({ id: Type.String(), meetingId: Type.String() }),
  refusals: {
    "meeting-state": "conflict",
    "item-state": "conflict",
    "not-here": "conflict",
    "already-aside": "conflict",
    "owners-stay": "conflict",
  },
});
