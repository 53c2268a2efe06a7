import { Type } from "typebox";
import { defineAction } from "#platform/contract.ts";
import { PROCEDURE_KEY } from "./procedure-views.ts";

export const draftShipped = defineAction({
  name: "cases/draft-shipped",
  summary:
    "Takes the drawing this version of the house ships of a procedure as the draft of its next version. A person looks it over and enacts it; nothing that runs changes.",
  input: { key: Type.String({ minLength: 3, maxLength: 60, pattern: PROCEDURE_KEY, control: "hidden" }) },
  output: Type.Object({ id: Type.String() }),
  refusals: { "nothing-shipped": "conflict", "too-many-drafts": "conflict" },
});
