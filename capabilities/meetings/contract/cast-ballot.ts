import { Type } from "typebox";
import { defineAction, Field } from "#platform/contract.ts";
import { CHOICES, Receipt } from "./meeting-views.ts";

export const castBallot = defineAction({
  name: "meetings/cast-ballot",
  summary:
    "Casts one's secret ballot on an item from the hall. The receipt is random and known to the voter alone: with it the choice may be changed until the vote ends.",
  input: { id: Field.id(), choice: Field.choice(...CHOICES), receipt: Receipt() },
  output: Type.Object({ id: Type.String(), meetingId: Type.String() }),
  refusals: {
    "item-state": "conflict",
    "not-by-phone": "conflict",
    "not-here": "forbidden",
    "stepped-aside": "forbidden",
    "voted-already": "conflict",
  },
});
