import { Type } from "typebox";
import { defineAction, Field } from "#platform/contract.ts";
import { METHODS } from "./meeting-views.ts";

export const putToVote = defineAction({
  name: "meetings/put-to-vote",
  summary:
    "Puts an item to the vote in an open meeting, by show of hands, by paper ballots, or by secret ballots on the phones of those here.",
  input: { id: Field.id(), method: Field.choice(...METHODS) },
  output: Type.Object({ id: Type.String(), meetingId: Type.String() }),
  refusals: {
    "meeting-state": "conflict",
    "item-state": "conflict",
    "method-not-allowed": "conflict",
    "secret-alone": "conflict",
    "too-few-for-secret": "conflict",
    "proxies-vote-by-hand": "conflict",
    "area-tells-whose": "conflict",
    "hands-tell-no-area": "conflict",
  },
});
