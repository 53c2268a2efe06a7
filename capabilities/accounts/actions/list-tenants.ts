import { bind } from "#platform/capability.ts";
import { everyone } from "#platform/policy.ts";
import { listTenants } from "../contract/list-tenants.ts";
import { findTenants } from "../store/find-tenants.ts";

export const listTenantsBound = bind(listTenants, {
  policy: everyone,
  run: async ({ tx }) => ({ tenants: [...(await findTenants(tx))] }),
});
