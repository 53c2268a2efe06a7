import { Type } from "typebox";
import { defineAction, Field } from "#platform/contract.ts";
import { REASON_LENGTH } from "./task-views.ts";

export const giveTask = defineAction({
  name: "cases/give-task",
  summary: "Gives an open task to another post of the same organization that may do it, with the reason.",
  input: {
    id: Field.id(),
    postId: Type.String({ format: "uuid", control: "choice" }),
    text: Field.text(REASON_LENGTH.min, REASON_LENGTH.max),
  },
  output: Type.Object({ postId: Type.String() }),
  refusals: { "step-not-open": "conflict" },
});
