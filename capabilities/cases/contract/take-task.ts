import { Type } from "typebox";
import { defineAction, Field } from "#platform/contract.ts";

export const takeTask = defineAction({
  name: "cases/take-task",
  summary: "Takes an open task to one's own post: the others of the unit see that somebody has it.",
  input: { id: Field.id() },
  output: Type.Object({ postId: Type.String() }),
  refusals: { "step-not-open": "conflict", "step-taken": "conflict" },
});
