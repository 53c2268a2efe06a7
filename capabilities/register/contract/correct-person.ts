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
  Version,
} from "./person-views.ts";

export const correctPerson = defineAction({
  name: "register/correct-person",
  summary: "Puts an entry right: what is left out stays as it is. What stood there is kept with the ground.",
  input: {
    id: Field.id(),
    version: Version,
    name: Type.Optional(Field.line(NAME_LENGTH.min, NAME_LENGTH.max)),
    identityNumber: Type.Optional(TypedIdentity),
    sex: Type.Optional(Field.choice(...SEXES)),
    bornOn: Type.Optional(Field.date()),
    phone: Type.Optional(TypedPhone),
    /** Takes the number out: the person has none any more. */
    withoutPhone: Type.Optional(Type.Boolean()),
    standing: Type.Optional(Field.choice(...STANDINGS)),
    relation: Type.Optional(Field.choice(...RELATIONS)),
    /** Only for somebody who belongs to no household: a household moves as one. */
    area: Type.Optional(Area),
    address: Type.Optional(Field.line(0, ADDRESS_LENGTH)),
    /** The resident's own request this answers. */
    correctionId: Type.Optional(Field.id()),
    ground: Ground,
  },
  output: Type.Object({ id: Type.String(), fields: Type.Array(Type.String()) }),
  refusals: {
    "identity-registered": "conflict",
    "changed-meanwhile": "conflict",
    "nothing-changed": "invalid",
    "person-ended": "conflict",
  },
});
