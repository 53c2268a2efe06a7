import { Type } from "typebox";
import { defineAction, Field } from "#platform/contract.ts";
import { MAX_FLOOR_DM2, Votes } from "./meeting-views.ts";

const FloorTyped = () => Type.Integer({ minimum: 0, maximum: MAX_FLOOR_DM2, control: "floor" });

export const countVotes = defineAction({
  name: "meetings/count-votes",
  summary:
    "One teller's count of an item, without seeing the others'. When all tellers gave the same the verdict is there; when not, it is counted again.",
  input: {
    id: Field.id(),
    for: Votes(),
    against: Votes(),
    abstain: Votes(),
    invalid: Type.Optional(Votes()),
    /** Of owners alone: the sum of the areas their ballots bear, choice by choice, in whole 1/100 m². */
    floorFor: Type.Optional(FloorTyped()),
    floorAgainst: Type.Optional(FloorTyped()),
    floorAbstain: Type.Optional(FloorTyped()),
    floorInvalid: Type.Optional(FloorTyped()),
  },
  output: Type.Object({ id: Type.String(), meetingId: Type.String(), state: Field.choice("waiting", "differs", "agreed") }),
  refusals: {
    "meeting-state": "conflict",
    "item-state": "conflict",
    "counted-by-urn": "conflict",
    "own-item": "forbidden",
    "counted-already": "conflict",
    "too-many-votes": "conflict",
    "too-much-floor": "conflict",
  },
});
