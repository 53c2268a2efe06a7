import { Type } from "typebox";
import { defineQuery } from "#platform/contract.ts";
import { Key, KEY_REFUSALS, TenantNames } from "./place.ts";

export const checkName = defineQuery({
  name: "setup/check-name",
  summary: "Whether a tenant can be called so, and what its government would be called.",
  input: { key: Key, ...TenantNames },
  /** What was given, and the usual name of such a place’s government. */
  output: Type.Object({ ...TenantNames, organization: Type.String() }),
  refusals: KEY_REFUSALS,
});
