import { Type } from "typebox";
import { defineAction, Field } from "#platform/contract.ts";

export const demoSignIn = defineAction({
  name: "accounts/demo-sign-in",
  summary: "Signs in as one of the demo township's people; only where the demo is on.",
  input: { phone: Type.String({ pattern: "^199000000\\d{2}$" }) },
  output: Type.Object({ token: Type.String(), expiresAt: Field.instant() }),
  refusals: { "demo-is-off": "forbidden", "no-such-account": "absent" },
});
