import { Type } from "typebox";
import { defineAction, Field } from "#platform/contract.ts";

export const assignRequest = defineAction({
  name: "appeals/assign-request",
  summary: "The level above gives a whistle from below to the bureau that has the power over the matter.",
  input: {
    /** The request's id. */
    id: Field.id(),
    matter: Type.String({ minLength: 1, maxLength: 60, pattern: "^[a-z0-9-]*$", control: "choice" }),
    organizationId: Field.id(),
  },
  output: Type.Object({ dueAt: Type.Union([Field.instant(), Type.Null()]) }),
  refusals: {
    "step-not-open": "conflict",
    "step-done-by-other": "conflict",
    "step-taken": "conflict",
    "no-such-matter": "invalid",
    "unit-lacks-power": "forbidden",
  },
});
