import { Type } from "typebox";
import { defineAction, Field } from "#platform/contract.ts";
import { MAX_DUE } from "./meeting-views.ts";

export const signInAttendees = defineAction({
  name: "meetings/sign-in-attendees",
  summary: "Ticks people off the clerk's list as they come; who is ticked already stays so.",
  input: { id: Field.id(), personIds: Type.Array(Field.id(), { minItems: 1, maxItems: MAX_DUE }) },
  output: Type.Object({ id: Type.String(), here: Type.Integer() }),
  refusals: { "meeting-state": "conflict", "not-due": "conflict" },
});
