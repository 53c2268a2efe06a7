import { Type } from "typebox";
import { defineAction, Field } from "#platform/contract.ts";
import { ENTRY_LENGTH, States } from "./appeal-views.ts";

export const transferAppeal = defineAction({
  name: "appeals/transfer-appeal",
  summary: "The lead hands the appeal to another unit that has the power, with reasons; the due date stays.",
  input: {
    id: Field.id(),
    organizationId: Field.id(),
    text: Field.text(ENTRY_LENGTH.min, ENTRY_LENGTH.max),
  },
  output: Type.Object({ state: Field.choice(...States) }),
  refusals: {
    "not-in-hand": "conflict",
    "step-not-open": "conflict",
    "step-done-by-other": "conflict",
    "unit-complained-of": "forbidden",
    "unit-lacks-power": "forbidden",
    "same-unit": "invalid",
  },
});
