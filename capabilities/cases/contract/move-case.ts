import { Type } from "typebox";
import { defineAction, Field } from "#platform/contract.ts";
import { REASON_LENGTH } from "./task-views.ts";

export const moveCase = defineAction({
  name: "cases/move-case",
  summary: "Moves a running case to another version of its procedure, after proving that what is open fits and can still end.",
  input: {
    id: Field.id(),
    version: Type.String({ pattern: "^[1-9][0-9]{0,5}$", control: "choice" }),
    text: Field.text(REASON_LENGTH.min, REASON_LENGTH.max),
  },
  output: Type.Object({ version: Type.Integer() }),
  refusals: { "case-not-open": "conflict", "migration-misfit": "conflict" },
});
