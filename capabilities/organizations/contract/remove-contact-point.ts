import { Type } from "typebox";
import { defineAction, Field } from "#platform/contract.ts";

export const removeContactPoint = defineAction({
  name: "organizations/remove-contact-point",
  summary: "Takes away where an organization was reached.",
  input: { id: Field.id() },
  output: Type.Object({ organizationId: Type.String() }),
});
