import { Type } from "typebox";
import { defineAction, Field } from "#platform/contract.ts";

export const strikeAttendee = defineAction({
  name: "meetings/strike-attendee",
  summary: "Takes back a tick made by mistake, before the first vote.",
  input: { id: Field.id(), personId: Field.id() },
  output: Type.Object({ id: Type.String(), here: Type.Integer() }),
  refusals: { "meeting-state": "conflict", "not-due": "conflict", "vote-begun": "conflict" },
});
