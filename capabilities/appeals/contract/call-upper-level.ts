import { Type } from "typebox";
import { defineAction, Field } from "#platform/contract.ts";
import { ENTRY_LENGTH } from "./appeal-views.ts";

export const callUpperLevel = defineAction({
  name: "appeals/call-upper-level",
  summary:
    "The lead blows the whistle to the level above: a linked case there, given to a bureau, which acts and reports to the lead.",
  input: {
    id: Field.id(),
    /** Which bureau the lead has in mind; the level above decides. */
    wanted: Type.Optional(Field.line(0, 100)),
    text: Field.text(ENTRY_LENGTH.min, ENTRY_LENGTH.max),
  },
  output: Type.Object({ dueAt: Field.instant() }),
  refusals: { "not-in-hand": "conflict", "no-level-above": "conflict", "already-called": "conflict" },
});
