import { Type } from "typebox";
import { defineAction, Field } from "#platform/contract.ts";

export const verifyTotp = defineAction({
  name: "accounts/verify-totp",
  summary: "Shows the second factor: confirms a new TOTP secret, and makes this session strong.",
  input: { code: Type.String({ pattern: "^ *[0-9]{6} *$" }) },
  output: Type.Object({ token: Type.String(), expiresAt: Field.instant() }),
  refusals: { "code-not-right": "invalid", "no-totp": "absent", "second-factor-first": "forbidden" },
});
