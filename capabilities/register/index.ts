import type { Capability } from "#platform/capability.ts";

/** Persons and households of a tenant. */
export const register: Capability = {
  name: "register",
  dependsOn: ["divisions", "organizations"],
  migrations: new URL("./store/migrations", import.meta.url).pathname,
};
