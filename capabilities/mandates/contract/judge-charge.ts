import { defineAction, Field } from "#platform/contract.ts";
import { Acted, VERDICTS } from "./mandate-views.ts";

export const judgeCharge = defineAction({
  name: "mandates/judge-charge",
  summary: "The giver accepts what was reported, or sends it back with the reason.",
  input: { id: Field.id(), verdict: Field.choice(...VERDICTS), opinion: Field.text(2, 1_000) },
  output: Acted,
  refusals: { "charge-state": "conflict" },
});
