import { Type } from "typebox";
import { defineAction, Field } from "#platform/contract.ts";

export const signIn = defineAction({
  name: "accounts/sign-in",
  summary: "Signs in with the code sent to a phone.",
  input: {
    phone: Type.String({ minLength: 5, maxLength: 30, pattern: "^[0-9+() -]*$" }),
    code: Type.String({ pattern: "^ *[0-9]{6} *$" }),
  },
  output: Type.Object({ token: Type.String(), expiresAt: Field.instant(), secondFactor: Type.Boolean() }),
  refusals: { "phone-not-valid": "invalid", "code-not-right": "invalid" },
});
