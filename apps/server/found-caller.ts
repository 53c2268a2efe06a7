import { pathOfCode } from "#capabilities/divisions/index.ts";
import { foundTenant } from "#capabilities/setup/contract/found-tenant.ts";
import { systemActor } from "#platform/actor.ts";
import type { Tenant } from "#platform/capability.ts";
import type { Caller } from "#platform/registry/invoke.ts";
import { makeValidator } from "#platform/registry/validate.ts";

type FoundInput = { readonly code: string; readonly slug: string; readonly name: string; readonly nameEn?: string };

const validator = makeValidator(foundTenant.input);

/**
 * Whoever founds a tenant acts as that tenant's own house: each of its first rows must already belong to it. The action itself asks
 * for the key. Undefined for any other action, and for an input that will be refused anyhow.
 */
export function foundCaller(name: string, input: unknown, address: string, newId: () => string): Caller | undefined {
  if (name !== foundTenant.name || validator.errors(input) !== null) return undefined;
  const { code, slug, name: named, nameEn = "" } = input as FoundInput;
  const tenant: Tenant = { id: newId(), slug, name: named, nameEn, rootPath: pathOfCode(code) };
  return { tenant, actor: systemActor(tenant.id, tenant.rootPath), address };
}
