import { Type } from "typebox";
import { defineAction, Field } from "#platform/contract.ts";
import { ADDRESS_LENGTH, Area, Ground, NUMBER_LENGTH } from "./person-views.ts";

export const addHousehold = defineAction({
  name: "register/add-household",
  summary: "Enters a household by its number in a place.",
  input: {
    number: Field.line(1, NUMBER_LENGTH),
    area: Area,
    groupId: Type.Optional(Type.Unsafe<string>({ type: "string", format: "uuid", control: "choice" })),
    address: Type.Optional(Field.line(0, ADDRESS_LENGTH)),
    ground: Ground,
  },
  output: Type.Object({ id: Type.String() }),
});
