import { Type } from "typebox";
import { defineAction, Field } from "#platform/contract.ts";
import {
  ADDRESS_LENGTH,
  Area,
  Ground,
  NAME_LENGTH,
  RELATIONS,
  SEXES,
  STANDINGS,
  TypedIdentity,
  TypedPhone,
} from "./person-views.ts";

export const addPerson = defineAction({
  name: "register/add-person",
  summary:
    "Enters a person. An identity number is checked, gives birth date and sex, and is refused where it is registered already, with the place.",
  input: {
    name: Field.line(NAME_LENGTH.min, NAME_LENGTH.max),
    identityNumber: Type.Optional(TypedIdentity),
    sex: Type.Optional(Field.choice(...SEXES)),
    bornOn: Type.Optional(Field.date()),
    phone: Type.Optional(TypedPhone),
    standing: Field.choice(...STANDINGS),
    /** The household; its place is then the person's. */
    householdId: Type.Optional(Field.id()),
    relation: Type.Optional(Field.choice(...RELATIONS)),
    area: Type.Optional(Area),
    address: Type.Optional(Field.line(0, ADDRESS_LENGTH)),
    ground: Ground,
  },
  output: Type.Object({ id: Type.String() }),
  refusals: { "identity-registered": "conflict", "household-ended": "conflict", "household-full": "conflict" },
});
