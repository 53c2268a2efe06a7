import { Type } from "typebox";
import { defineAction, Field } from "#platform/contract.ts";
import { ENTRY_LENGTH } from "./appeal-views.ts";

export const addNote = defineAction({
  name: "appeals/add-note",
  summary: "Adds a note among officials, or one told to the resident.",
  input: {
    id: Field.id(),
    text: Field.text(ENTRY_LENGTH.min, ENTRY_LENGTH.max),
    told: Type.Boolean(),
  },
  output: Type.Object({ entryId: Type.String() }),
  refusals: { "not-in-hand": "conflict" },
});
