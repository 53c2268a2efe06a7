import { Type } from "typebox";
import { defineAction, Field } from "#platform/contract.ts";
import { CONTACT_KINDS } from "./organization-views.ts";

export const addContactPoint = defineAction({
  name: "organizations/add-contact-point",
  summary: "Adds where an organization is reached: a number, an address, a desk, and its hours.",
  input: {
    organizationId: Field.id(),
    kind: Field.choice(...CONTACT_KINDS),
    value: Field.line(3, 120),
    hours: Type.Optional(Field.line(0, 80)),
  },
  output: Type.Object({ id: Type.String() }),
  refusals: { "organization-ended": "conflict", "too-many-contact-points": "conflict" },
});
