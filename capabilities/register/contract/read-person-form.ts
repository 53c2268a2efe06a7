import { Type } from "typebox";
import { defineQuery, Field } from "#platform/contract.ts";
import { AreaOption, Nullable } from "./person-views.ts";

export const readPersonForm = defineQuery({
  name: "register/read-person-form",
  summary: "What whoever keeps the register chooses from: places and groups, and the household a person is added to.",
  input: { householdId: Type.Optional(Field.id()) },
  output: Type.Object({
    areas: Type.Array(AreaOption),
    groups: Type.Array(Type.Object({ id: Type.String(), name: Type.String() })),
    household: Nullable(Type.Object({ id: Type.String(), number: Type.String(), address: Type.String() })),
  }),
});
