import { Type } from "typebox";
import { defineAction, Field } from "#platform/contract.ts";

export const callOffMeeting = defineAction({
  name: "meetings/call-off-meeting",
  summary: "Calls a meeting off before it is opened, with the reason; those due are told and the record says so.",
  input: { id: Field.id(), why: Field.text(4, 500) },
  output: Type.Object({ id: Type.String() }),
  refusals: { "meeting-state": "conflict" },
});
