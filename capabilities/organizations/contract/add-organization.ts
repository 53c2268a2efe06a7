import { Type } from "typebox";
import { defineAction, Field } from "#platform/contract.ts";
import { Area, DUTY_TEXT_LENGTH, KINDS, NAME_LENGTH } from "./organization-views.ts";

export const addOrganization = defineAction({
  name: "organizations/add-organization",
  summary: "Enters an organization from a day on.",
  input: {
    kind: Field.choice(...KINDS),
    name: Field.line(NAME_LENGTH.min, NAME_LENGTH.max),
    nameEn: Type.Optional(Field.line(0, 120)),
    area: Area,
    parentId: Type.Optional(Field.id()),
    dutyText: Type.Optional(Field.text(0, DUTY_TEXT_LENGTH)),
    from: Field.date(),
  },
  output: Type.Object({ id: Type.String() }),
});
