import { defineAction, Field } from "#platform/contract.ts";
import { Acted, STEP_REFUSALS } from "./matter-views.ts";

export const takeUpward = defineAction({
  name: "supervision/take-upward",
  summary:
    "The supervision committee takes to the township what was not answered in its days, not accepted, or not put right; the township must rule by its day.",
  input: { id: Field.id(), why: Field.text(4, 1_000) },
  output: Acted,
  refusals: { ...STEP_REFUSALS, "answer-awaited": "conflict", "excluded-member": "forbidden" },
});
