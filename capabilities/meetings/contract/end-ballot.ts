import { Type } from "typebox";
import { defineAction, Field } from "#platform/contract.ts";

export const endBallot = defineAction({
  name: "meetings/end-ballot",
  summary:
    "Ends the vote by phone and counts the urn: the verdict is there. More ballots than marks are void, and nothing is decided.",
  input: { id: Field.id() },
  output: Type.Object({ id: Type.String(), meetingId: Type.String() }),
  refusals: {
    "meeting-state": "conflict",
    "item-state": "conflict",
    "not-by-phone": "conflict",
    "more-ballots-than-marks": "conflict",
  },
});
