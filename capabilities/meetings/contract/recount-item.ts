import { Type } from "typebox";
import { defineAction, Field } from "#platform/contract.ts";

export const recountItem = defineAction({
  name: "meetings/recount-item",
  summary:
    "Opens an item's count again because a mistake was found. When the tellers agree, the corrected result is published as a new version with the reason.",
  input: { id: Field.id(), why: Field.text(4, 500) },
  output: Type.Object({ id: Type.String(), meetingId: Type.String() }),
  refusals: { "meeting-state": "conflict", "item-state": "conflict", "counted-by-urn": "conflict" },
});
