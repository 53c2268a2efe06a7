import { Type } from "typebox";
import { defineAction, Field } from "#platform/contract.ts";
import { MOST_CENTS } from "./proposal-views.ts";
export const reportResult = defineAction({
  name: "resolutions/report-result",
  summary: "What came of it: when it was carried out, what was done and what it cost.",
  input: {
    id: Field.id(),
    doneOn: Field.date(),
    result: Field.text(10, 2_000),
    costCents: Type.Optional(Type.Integer({ minimum: 0, maximum: MOST_CENTS, control: "money" })),
  },
  output: Type.Object({ id: Type.String(), number: Type.String(), state: Type.String() }),
  refusals: { "gate-shut": "conflict", "step-not-open": "conflict", "step-done-by-other": "conflict", "step-taken": "conflict" },
});
