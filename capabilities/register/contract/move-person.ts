import { Type } from "typebox";
import { defineAction, Field } from "#platform/contract.ts";
import { Ground, NUMBER_LENGTH, RELATIONS, Version } from "./person-views.ts";

export const movePerson = defineAction({
  name: "register/move-person",
  summary: "Takes a person into another household of the tenant by its number, or out of any.",
  input: {
    id: Field.id(),
    version: Version,
    /** Left out: out of the household they belong to. */
    number: Type.Optional(Field.line(1, NUMBER_LENGTH)),
    relation: Type.Optional(Field.choice(...RELATIONS)),
    ground: Ground,
  },
  output: Type.Object({ id: Type.String(), householdId: Type.Union([Type.String(), Type.Null()]) }),
  refusals: {
    "person-ended": "conflict",
    "household-ended": "conflict",
    "household-full": "conflict",
    "changed-meanwhile": "conflict",
    "in-that-household": "conflict",
    "no-household": "conflict",
  },
});
