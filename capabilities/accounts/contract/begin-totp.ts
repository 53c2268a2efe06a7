import { Type } from "typebox";
import { defineAction } from "#platform/contract.ts";

export const beginTotp = defineAction({
  name: "accounts/begin-totp",
  summary: "Makes a new TOTP secret to be scanned by an authenticator; it counts once confirmed.",
  input: {},
  output: Type.Object({ secret: Type.String(), uri: Type.String() }),
  refusals: { "totp-confirmed-already": "conflict", "second-factor-first": "forbidden" },
});
