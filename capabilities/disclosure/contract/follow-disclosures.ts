import { Type } from "typebox";
import { defineAction, Field } from "#platform/contract.ts";

export const followDisclosures = defineAction({
  name: "disclosure/follow-disclosures",
  summary: "Asks to be told when something is published in a place, or in the whole township.",
  input: { area: Type.Optional(Field.path(0)) },
  output: Type.Object({ area: Type.String() }),
  refusals: { "no-person-here": "conflict", "too-many-followed": "conflict" },
});
