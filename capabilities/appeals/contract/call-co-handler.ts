import { Type } from "typebox";
import { defineAction, Field } from "#platform/contract.ts";
import { ENTRY_LENGTH } from "./appeal-views.ts";

export const callCoHandler = defineAction({
  name: "appeals/call-co-handler",
  summary: "The lead blows the whistle: another unit comes, acts and reports to the lead by its time.",
  input: {
    id: Field.id(),
    organizationId: Field.id(),
    text: Field.text(ENTRY_LENGTH.min, ENTRY_LENGTH.max),
  },
  output: Type.Object({ dueAt: Field.instant() }),
  refusals: {
    "unit-complained-of": "forbidden",
    "unit-lacks-power": "forbidden",
    "already-called": "conflict",
    "not-in-hand": "conflict",
  },
});
