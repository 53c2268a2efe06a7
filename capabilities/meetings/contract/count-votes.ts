import { Type } from "typebox";
import { defineAction, Field } from "#platform/contract.ts";
import { Votes } from "./meeting-views.ts";

export const countVotes = defineAction({
  name: "meetings/count-votes",
  summary:
    "One teller's count of an item, without seeing the others'. When all tellers gave the same the verdict is there; when not, it is counted again.",
  input: { id: Field.id(), for: Votes(), against: Votes(), abstain: Votes(), invalid: Type.Optional(Votes()) },
  output: Type.Object({ id: Type.String(), meetingId: Type.String(), state: Field.choice("waiting", "differs", "agreed") }),
  refusals: {
    "meeting-state": "conflict",
    "item-state": "conflict",
    "counted-by-urn": "conflict",
    "own-item": "forbidden",
    "counted-already": "conflict",
    "too-many-votes": "conflict",
  },
});
