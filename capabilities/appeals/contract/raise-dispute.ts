import { Type } from "typebox";
import { defineAction, Field } from "#platform/contract.ts";
import { ENTRY_LENGTH, States } from "./appeal-views.ts";

export const raiseDispute = defineAction({
  name: "appeals/raise-dispute",
  summary:
    "A unit whose objection was rejected takes the dispute one level up: a linked case in the upper tenant, which rules on it.",
  input: {
    id: Field.id(),
    text: Field.text(ENTRY_LENGTH.min, ENTRY_LENGTH.max),
  },
  output: Type.Object({ state: Field.choice(...States), rulingDueAt: Field.instant() }),
  refusals: {
    "step-not-open": "conflict",
    "step-done-by-other": "conflict",
    "not-in-hand": "conflict",
    "no-level-above": "conflict",
    "no-objection-before": "conflict",
    "dispute-too-late": "gone",
  },
});
