import { Type } from "typebox";
import { defineAction, Field } from "#platform/contract.ts";
import { MAX_DUE } from "./meeting-views.ts";

export const enterSheet = defineAction({
  name: "meetings/enter-sheet",
  summary:
    "Types a paper sign-in sheet. Two people type it without seeing each other's; it counts once both are the same, and the differences are shown until then.",
  input: { id: Field.id(), personIds: Type.Array(Field.id(), { minItems: 1, maxItems: MAX_DUE }) },
  output: Type.Object({
    id: Type.String(),
    state: Field.choice("waiting", "differs", "agreed"),
    /** Persons only one of the two has. */
    differ: Type.Integer(),
    here: Type.Integer(),
  }),
  refusals: { "meeting-state": "conflict", "not-due": "conflict" },
});
