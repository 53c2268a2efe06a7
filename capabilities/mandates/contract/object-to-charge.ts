import { defineAction, Field } from "#platform/contract.ts";
import { Acted, GROUNDS } from "./mandate-views.ts";

export const objectToCharge = defineAction({
  name: "mandates/object-to-charge",
  summary:
    "The owner answers that a charge is not theirs by the powers list, or that the means are lacking, with the reason: the giver decides by a day.",
  input: { id: Field.id(), ground: Field.choice(...GROUNDS), why: Field.text(4, 1_000) },
  output: Acted,
  refusals: { "charge-state": "conflict", "decided-already": "conflict", "day-over": "conflict", "no-rule": "conflict" },
});
