import { Type } from "typebox";
import { defineAction, Field } from "#platform/contract.ts";

export const joinTenant = defineAction({
  name: "accounts/join-tenant",
  summary: "Makes the signed-in account a person of this tenant, by name and place; a desk may check it later.",
  input: {
    name: Field.line(2, 40),
    area: Type.Optional(Field.path(0)),
  },
  output: Type.Object({ personId: Type.String() }),
  refusals: { "joined-already": "conflict", "no-such-area": "invalid" },
});
