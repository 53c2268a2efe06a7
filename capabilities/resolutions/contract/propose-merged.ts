import { Type } from "typebox";
import { defineAction, Field } from "#platform/contract.ts";
import { MOST_ASKED } from "./proposal-views.ts";

export const proposeMerged = defineAction({
  name: "resolutions/propose-merged",
  summary:
    "Puts a proposal that the joint meeting of the two committees put and agreed at once: only where one person heads both on that day. Title, text and matter are the meeting's own; the chain goes on with the review.",
  input: {
    area: Field.path(1),
    /** The item of the meeting, with its published result. */
    item: Type.String({ format: "uuid", control: "choice" }),
    askedPersons: Type.Integer({ minimum: 1, maximum: MOST_ASKED }),
    asked: Field.text(10, 2_000),
  },
  output: Type.Object({ id: Type.String(), number: Type.String() }),
  refusals: {
    "not-party-organization": "conflict",
    "no-rule": "conflict",
    "merged-already": "conflict",
    "gate-shut": "conflict",
    "step-not-open": "conflict",
    "step-done-by-other": "conflict",
    "step-taken": "conflict",
  },
});
