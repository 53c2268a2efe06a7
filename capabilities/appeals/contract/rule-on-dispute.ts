import { Type } from "typebox";
import { defineAction, Field } from "#platform/contract.ts";
import { ENTRY_LENGTH } from "./appeal-views.ts";

export const ruleOnDispute = defineAction({
  name: "appeals/rule-on-dispute",
  summary:
    "The level above rules who handles a disputed appeal: the unit that disputes it, another with the power, or a new dispatch.",
  input: {
    /** The request's id. */
    id: Field.id(),
    ruling: Field.choice("keep", "unit", "anew"),
    /** One of the units the request names: for the ruling `unit`. */
    unitId: Type.Optional(Type.String({ format: "uuid", control: "choice" })),
    text: Field.text(ENTRY_LENGTH.min, ENTRY_LENGTH.max),
    /** What the ruling rests on. */
    article: Field.line(2, 300),
  },
  output: Type.Object({ ruling: Field.choice("keep", "unit", "anew") }),
  refusals: {
    "step-not-open": "conflict",
    "step-done-by-other": "conflict",
    "step-taken": "conflict",
    "unit-missing": "invalid",
    "unit-not-named": "invalid",
  },
});
