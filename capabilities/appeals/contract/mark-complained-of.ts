import { Type } from "typebox";
import { defineAction, Field } from "#platform/contract.ts";
import { ENTRY_LENGTH } from "./appeal-views.ts";

/** An appeal complains of a person or a body, at most of a few; more are a petition of another kind. */
export const MOST_COMPLAINED_OF = 10;

export const markComplainedOf = defineAction({
  name: "appeals/mark-complained-of",
  summary: "Says whom an appeal complains of, by their bodies and posts: it is kept from them and from all above them in line.",
  input: {
    id: Field.id(),
    complainedOf: Type.Array(Field.id(), { maxItems: MOST_COMPLAINED_OF, control: "choices" }),
    reason: Field.text(ENTRY_LENGTH.min, 500),
  },
  output: Type.Object({ barred: Type.Integer() }),
  refusals: { "no-such-party": "invalid", "in-hands-of-complained": "conflict", "own-mark-stands": "forbidden" },
});
