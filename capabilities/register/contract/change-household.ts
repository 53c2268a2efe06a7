import { Type } from "typebox";
import { defineAction, Field } from "#platform/contract.ts";
import { ADDRESS_LENGTH, Area, Ground, NUMBER_LENGTH, Version } from "./person-views.ts";

const Chosen = Type.Unsafe<string>({ type: "string", format: "uuid", control: "choice" });

export const changeHousehold = defineAction({
  name: "register/change-household",
  summary: "Changes a household's number, place, group, address or head; its members move with it.",
  input: {
    id: Field.id(),
    version: Version,
    number: Type.Optional(Field.line(1, NUMBER_LENGTH)),
    area: Type.Optional(Area),
    groupId: Type.Optional(Chosen),
    headId: Type.Optional(Chosen),
    address: Type.Optional(Field.line(0, ADDRESS_LENGTH)),
    ground: Ground,
  },
  output: Type.Object({ id: Type.String(), fields: Type.Array(Type.String()) }),
  refusals: { "household-ended": "conflict", "changed-meanwhile": "conflict", "nothing-changed": "invalid" },
});
