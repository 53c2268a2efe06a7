import { Type } from "typebox";
import { defineAction, Field } from "#platform/contract.ts";

export const endPost = defineAction({
  name: "organizations/end-post",
  summary: "Ends a post, at once or after a last day; its rights end with it.",
  input: {
    id: Field.id(),
    /** The last day it is held, until 24:00 Chinese time; at once where it is left out. */
    lastDay: Type.Optional(Field.date()),
  },
  output: Type.Object({ id: Type.String(), endsAt: Field.instant() }),
  refusals: { "post-ended": "conflict" },
});
