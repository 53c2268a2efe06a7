import { Type } from "typebox";
import { defineAction, Field } from "#platform/contract.ts";
import { Moved, STEP_REFUSALS } from "./draft-views.ts";

export const passDraft = defineAction({
  name: "rulemaking/pass-draft",
  summary:
    "Goes on to filing, if a body that may pass this kind of rule passed this very text: in a meeting about the draft, or by the resolution named. Otherwise says what is missing, with the article.",
  input: {
    id: Field.id(),
    /** The number of a resolution of 四议两公开; left out, a meeting about the draft itself. */
    resolution: Type.Optional(Type.String({ maxLength: 40, pattern: "^[0-9A-Za-z-]*$" })),
  },
  output: Moved,
  refusals: STEP_REFUSALS,
});
