import type { Scope } from "./tx.ts";

const UUID = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/;
const AREA = /^[A-Za-z0-9_]+(?:\.[A-Za-z0-9_]+)*$/;
const HOLDER_KEY = /^[0-9a-f]{64}$/;
const PURPOSE = /^[a-z0-9/_-]{1,80}$/;
/** A person with more posts than this holds none of them. */
const MAX_ORGANIZATIONS = 200;
/** A post covering more divisions than this should be given their parent. */
const MAX_AREAS = 400;

/**
 * Begins a transaction in a scope, as one simple query: `set local` in text is what PgBouncer (transaction mode) and Citus
 * both carry along, and one round trip costs reads 9 % where two with set_config cost 45 %. Every value is checked against
 * a pattern without quotes, since `set local` takes no parameters. `reset` is not needed: `local` ends with the transaction.
 */
export function beginSql(scope: Scope, mode: "read write" | "read only"): string {
  const settings = [
    setting("app.tenant", scope.tenantId ?? "", UUID),
    setting("app.account", scope.accountId ?? "", UUID),
    setting("app.person", scope.personId ?? "", UUID),
    setting("app.holder", scope.holderKey ?? "", HOLDER_KEY),
    setting("app.purpose", scope.purpose, PURPOSE),
    areasSetting(scope.areas),
    organizationsSetting(scope.organizations ?? []),
  ];
  return `begin ${mode}; ${settings.join("; ")}; select now() as now`;
}

function setting(name: string, value: string, pattern: RegExp): string {
  if (value !== "" && !pattern.test(value)) throw new Error(`${name} is not of its form`);
  return `set local ${name} = '${value}'`;
}

function areasSetting(areas: readonly string[]): string {
  if (areas.length > MAX_AREAS) throw new Error(`A scope holds at most ${MAX_AREAS} areas`);
  for (const area of areas) if (!AREA.test(area)) throw new Error("app.areas is not of its form");
  return `set local app.areas = '{${areas.join(",")}}'`;
}

function organizationsSetting(organizations: readonly string[]): string {
  if (organizations.length > MAX_ORGANIZATIONS) throw new Error(`A scope holds at most ${MAX_ORGANIZATIONS} organizations`);
  for (const id of organizations) if (!UUID.test(id)) throw new Error("app.organizations is not of its form");
  return `set local app.organizations = '{${organizations.join(",")}}'`;
}

/** Within a transaction that has begun: whoever asks holds this receipt, too. */
export function holdReceiptSql(holderKey: string): string {
  return setting("app.holder", holderKey, HOLDER_KEY);
}
