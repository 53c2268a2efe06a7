import { Type } from "typebox";
import { defineAction, Field } from "#platform/contract.ts";
import { Acted, MOST_FILES } from "./mandate-views.ts";

export const reportCharge = defineAction({
  name: "mandates/report-charge",
  summary: "The owner reports what was done, with the evidence that was asked for.",
  input: {
    id: Field.id(),
    report: Field.text(4, 2_000),
    photoIds: Type.Optional(Type.Array(Field.id(), { maxItems: MOST_FILES, control: "files", purpose: "mandates/photo" })),
    paperIds: Type.Optional(Type.Array(Field.id(), { maxItems: MOST_FILES, control: "files", purpose: "mandates/paper" })),
  },
  output: Acted,
  refusals: { "charge-state": "conflict" },
});
