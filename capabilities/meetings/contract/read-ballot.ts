import { Type } from "typebox";
import { defineQuery, Field } from "#platform/contract.ts";
import { Does, Nullable } from "./meeting-views.ts";

export const readBallot = defineQuery({
  name: "meetings/read-ballot",
  summary:
    "An item to vote on by phone, with a fresh random receipt that nothing has stored; whether the reader has taken their ballot.",
  input: { id: Field.id() },
  output: Type.Object({
    meetingId: Type.String(),
    meeting: Type.String(),
    title: Type.String(),
    wording: Type.String(),
    does: Nullable(Does),
    open: Type.Boolean(),
    voted: Type.Boolean(),
    receipt: Type.String(),
  }),
  refusals: { "not-by-phone": "conflict" },
});
