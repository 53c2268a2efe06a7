import { Type } from "typebox";
import { defineAction } from "#platform/contract.ts";

export const signOutEverywhere = defineAction({
  name: "accounts/sign-out-everywhere",
  summary: "Ends every session of the account, this one too.",
  input: {},
  output: Type.Object({ done: Type.Boolean() }),
});
