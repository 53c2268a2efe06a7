import { Type } from "typebox";
import { defineAction, Field } from "#platform/contract.ts";
import { Code, Key, KEY_REFUSALS, TenantNames, TypedNames } from "./place.ts";

export const foundTenant = defineAction({
  name: "setup/found-tenant",
  summary: "Makes the first tenant with its government and first administrator, who is signed in; possible once.",
  input: {
    key: Key,
    code: Code,
    ...TypedNames,
    ...TenantNames,
    organization: Field.line(2, 80),
    adminName: Field.line(2, 40),
    phone: Type.String({ minLength: 5, maxLength: 30, pattern: "^[0-9+() -]*$" }),
  },
  output: Type.Object({ slug: Type.String() }),
  refusals: { ...KEY_REFUSALS, "name-needed": "invalid", "phone-not-valid": "invalid" },
});
