import { Type } from "typebox";
import { defineAction, Field } from "#platform/contract.ts";

export const answerInitiative = defineAction({
  name: "meetings/answer-initiative",
  summary:
    "Names the meeting that was called because enough people asked for it; it must be of the kind and the place asked for.",
  input: { id: Field.id(), meetingId: Field.id() },
  output: Type.Object({ id: Type.String() }),
  refusals: { "initiative-state": "conflict", "another-meeting": "conflict", "item-not-on-agenda": "conflict" },
});
