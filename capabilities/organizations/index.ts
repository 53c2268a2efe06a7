import type { Capability } from "#platform/capability.ts";

export { addContactPoint, addOrganization, givePost, type OrganizationToAdd, type PostToGive } from "./store/add-organization.ts";
export { findPostHolders } from "./store/find-post-holders.ts";

/** Organizations, their terms, and the posts from which all rights come. */
export const organizations: Capability = {
  name: "organizations",
  dependsOn: ["divisions"],
  migrations: new URL("./store/migrations", import.meta.url).pathname,
};
