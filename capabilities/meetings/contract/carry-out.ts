import { Type } from "typebox";
import { defineAction, Field } from "#platform/contract.ts";

export const carryOut = defineAction({
  name: "meetings/carry-out",
  summary:
    "Enters what a published choice or recall came to: the term of whoever was chosen begins, that of whoever was recalled ends. Once, and only as the result says.",
  input: {
    id: Field.id(),
    /** The body in which a post is given, where one was chosen for a post. */
    organizationId: Type.Optional(Field.id()),
    from: Field.date(),
  },
  output: Type.Object({ id: Type.String(), meetingId: Type.String() }),
  refusals: {
    "not-a-choice": "conflict",
    "not-published": "conflict",
    "not-chosen": "conflict",
    "carried-out-already": "conflict",
    "delegate-already": "conflict",
    "post-already": "conflict",
    "no-longer-held": "conflict",
  },
});
