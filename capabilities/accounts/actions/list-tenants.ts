import { bind } from "#platform/capability.ts";
import { everyone } from "#platform/policy.ts";
import { listTenants } from "../contract/list-tenants.ts";
import { findTenants } from "../store/find-tenants.ts";

/** A county with all its townships fits on one page; a province is searched. */
const PAGE_SIZE = 50;

export const listTenantsBound = bind(listTenants, {
  policy: everyone,
  run: async ({ tx }, { q = "", after = "" }) => {
    const found = await findTenants(tx, { q: q.trim(), after, limit: PAGE_SIZE + 1 });
    const tenants = found.slice(0, PAGE_SIZE);
    return { tenants, next: found.length > PAGE_SIZE ? (tenants.at(-1)?.slug ?? null) : null };
  },
});
