import { defineAction, Field } from "#platform/contract.ts";
import { Acted, DECISIONS } from "./mandate-views.ts";

export const decideObjection = defineAction({
  name: "mandates/decide-objection",
  summary:
    "The giver decides what the owner of a charge objected: it falls away, or it goes on with the days given back that the objection waited.",
  input: { id: Field.id(), verdict: Field.choice(...DECISIONS), opinion: Field.text(2, 1_000) },
  output: Acted,
  refusals: { "charge-state": "conflict" },
});
