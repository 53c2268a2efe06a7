import { Type } from "typebox";
import { defineAction } from "#platform/contract.ts";

export const markNoticesRead = defineAction({
  name: "accounts/mark-notices-read",
  summary: "Marks all notices as read.",
  input: {},
  output: Type.Object({ done: Type.Boolean() }),
});
