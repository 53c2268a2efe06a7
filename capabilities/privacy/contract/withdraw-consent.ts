import { Type } from "typebox";
import { defineAction } from "#platform/contract.ts";

export const withdrawConsent = defineAction({
  name: "privacy/withdraw-consent",
  summary: "Takes back a consent: what rested on it is erased in the same transaction, and the ledger says so.",
  input: { purpose: Type.String({ pattern: "^[a-z]+\\.[a-z-]+$", maxLength: 80 }) },
  output: Type.Object({ purpose: Type.String() }),
  refusals: { "no-such-consent": "absent", "not-given": "conflict" },
});
