import { Type } from "typebox";
import { defineAction, Field } from "#platform/contract.ts";

export const giveConsent = defineAction({
  name: "cases/give-consent",
  summary:
    "Says for one's own body whether it consents to a case, where a step of it stands behind that consent (`cases.consented`). The last word counts; all are kept.",
  input: { number: Field.line(1, 40), decision: Field.choice("given", "refused") },
  output: Type.Object({ id: Type.String(), number: Type.String() }),
  refusals: { "case-ended": "conflict", "consent-not-asked": "conflict", "consent-said": "conflict" },
});
