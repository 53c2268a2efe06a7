import { Type } from "typebox";
import { defineAction } from "#platform/contract.ts";

export const signOut = defineAction({
  name: "accounts/sign-out",
  summary: "Ends this session.",
  input: {},
  output: Type.Object({ done: Type.Boolean() }),
});
