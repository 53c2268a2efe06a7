import { Type } from "typebox";
import { defineAction } from "#platform/contract.ts";

/** Longer than that somebody should be given the post. */
export const MAX_SUBSTITUTION_DAYS = 90;

export const putSubstitute = defineAction({
  name: "cases/put-substitute",
  summary: "Lets one post stand in for another of the same organization between two moments: its holder sees and does the work.",
  input: {
    postId: Type.String({ format: "uuid", control: "choice" }),
    substitutePostId: Type.String({ format: "uuid", control: "choice" }),
    from: Type.String({ format: "date-time" }),
    to: Type.String({ format: "date-time" }),
  },
  output: Type.Object({ id: Type.String() }),
  refusals: {
    "nothing-to-lend": "conflict",
    "substituted-already": "conflict",
  },
});
