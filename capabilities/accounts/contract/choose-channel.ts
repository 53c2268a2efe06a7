import { Type } from "typebox";
import { defineAction, Field } from "#platform/contract.ts";

export const chooseChannel = defineAction({
  name: "accounts/choose-channel",
  summary: "Chooses whether notices also come by SMS or e-mail.",
  input: { channel: Field.choice("sms", "email"), wanted: Type.Boolean() },
  output: Type.Object({ done: Type.Boolean() }),
  refusals: { "not-joined": "conflict" },
});
