import { Type } from "typebox";
import { defineQuery } from "#platform/contract.ts";

export const listTenants = defineQuery({
  name: "accounts/list-tenants",
  summary: "The townships, counties and cities served here.",
  input: {},
  output: Type.Object({ tenants: Type.Array(Type.Object({ slug: Type.String(), name: Type.String(), nameEn: Type.String() })) }),
});
