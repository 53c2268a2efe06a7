import { Type } from "typebox";
import { defineAction, Field } from "#platform/contract.ts";

export const closeMeeting = defineAction({
  name: "meetings/close-meeting",
  summary: "Closes an open meeting. The minutes are made of what happened; what was said is written here.",
  input: { id: Field.id(), discussion: Field.text(0, 20_000) },
  output: Type.Object({ id: Type.String() }),
  refusals: { "meeting-state": "conflict", "vote-under-way": "conflict" },
});
