import { Type } from "typebox";
import { defineAction, Field } from "#platform/contract.ts";

/** An action, since each reading is written down, and told to whoever it is about. */
export const readIdentity = defineAction({
  name: "appeals/read-identity",
  summary: "Reads an identity that two persons opened: by one of the two, while it is open.",
  input: { id: Field.id() },
  output: Type.Object({
    number: Type.String(),
    name: Type.String(),
    phone: Type.String(),
    address: Type.String(),
    mandate: Type.String(),
    /** The register's id of the person, where they were signed in. */
    personId: Type.String(),
    opensUntil: Field.instant(),
  }),
  refusals: { "not-open": "conflict", "identity-erased": "gone" },
});
