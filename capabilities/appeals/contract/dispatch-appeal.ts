import { Type } from "typebox";
import { defineAction, Field } from "#platform/contract.ts";
import { ENTRY_LENGTH, Nullable, States } from "./appeal-views.ts";

export const dispatchAppeal = defineAction({
  name: "appeals/dispatch-appeal",
  summary: "Sends an appeal to the unit that has the power, answers it at once, or tells its own legal channel.",
  input: {
    id: Field.id(),
    decision: Field.choice("unit", "answer", "channel"),
    matter: Type.String({ minLength: 1, maxLength: 60, pattern: "^[a-z0-9-]*$", control: "choice" }),
    organizationId: Type.Optional(Field.id()),
    tier: Type.Optional(Type.String({ maxLength: 40, pattern: "^[a-z0-9-]*$", control: "choice" })),
    /** The answer, or which channel and how to reach it: for the decisions that need no unit. */
    text: Type.Optional(Field.text(0, ENTRY_LENGTH.max)),
  },
  output: Type.Object({ state: Field.choice(...States), dueAt: Nullable(Field.instant()) }),
  refusals: {
    "not-in-hand": "conflict",
    "step-not-open": "conflict",
    "step-done-by-other": "conflict",
    "step-taken": "conflict",
    "no-such-matter": "invalid",
    "unit-complained-of": "forbidden",
    "unit-lacks-power": "forbidden",
    "tier-slower-than-rule": "invalid",
    "text-missing": "invalid",
    "unit-missing": "invalid",
  },
});
