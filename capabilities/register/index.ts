import type { Capability } from "#platform/capability.ts";

export { publishName, withdrawName } from "./store/public-name.ts";
export { addHousehold, addPerson, type PersonToAdd } from "./store/add-person.ts";

/** Persons and households of a tenant. */
export const register: Capability = {
  name: "register",
  dependsOn: ["divisions"],
  migrations: new URL("./store/migrations", import.meta.url).pathname,
};
