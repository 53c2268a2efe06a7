import { Type } from "typebox";
import { defineAction } from "#platform/contract.ts";

export const confirmKeysKept = defineAction({
  name: "setup/confirm-keys-kept",
  summary: "Says that a copy of the keys folder lies in another place.",
  input: {},
  output: Type.Object({ done: Type.Boolean() }),
});
