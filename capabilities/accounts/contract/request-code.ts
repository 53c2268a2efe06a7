import { Type } from "typebox";
import { defineAction } from "#platform/contract.ts";

export const requestCode = defineAction({
  name: "accounts/request-code",
  summary: "Sends a sign-in code to a phone. The answer is the same whether or not the phone is known.",
  input: { phone: Type.String({ minLength: 5, maxLength: 30, pattern: "^[0-9+() -]*$" }) },
  output: Type.Object({ minutes: Type.Integer() }),
  refusals: { "phone-not-valid": "invalid", "no-sms-sender": "conflict" },
});
