import type { Capability } from "#platform/capability.ts";
import { addOrganizationBound } from "./actions/add-organization.ts";
import { addContactPointBound, removeContactPointBound } from "./actions/contact-points.ts";
import { DISCLOSED } from "./actions/disclosed.ts";
import { endOrganizationBound } from "./actions/end-organization.ts";
import { afterPostEnded, endPostBound } from "./actions/end-post.ts";
import { fileCharterBound } from "./actions/file-charter.ts";
import { givePostBound } from "./actions/give-post.ts";
import { listOrganizationsBound } from "./actions/list-organizations.ts";
import { readOrganizationBound } from "./actions/read-organization.ts";
import { readPostFormBound } from "./actions/read-post-form.ts";
import { DUTIES } from "./policy.ts";

export { endPostAt } from "./actions/end-post.ts";
export type { PostAsked, PostExclusion } from "./actions/exclusions.ts";
export { administratorOf, keepApart } from "./domain/administrators.ts";
export {
  insertContactPoint as addContactPoint,
  insertOrganization as addOrganization,
  insertPost as givePost,
  type OrganizationToAdd,
  type PostToGive,
} from "./store/add-organization.ts";
export { insertCharter as fileCharter, type CharterToFile } from "./store/change-organization.ts";
export { endPostsByLaw, restorePosts } from "./actions/end-by-law.ts";
export { findPostHolders } from "./store/find-post-holders.ts";

/** Organizations, their charters and terms, and the posts from which all rights come. */
export const organizations: Capability = {
  name: "organizations",
  dependsOn: ["divisions", "register"],
  actions: [
    addOrganizationBound,
    endOrganizationBound,
    givePostBound,
    endPostBound,
    addContactPointBound,
    removeContactPointBound,
    fileCharterBound,
  ],
  queries: [listOrganizationsBound, readOrganizationBound, readPostFormBound],
  reactions: { "organizations.post-ended": afterPostEnded },
  contributes: { "disclosure.sources": { organizations: DISCLOSED } },
  duties: DUTIES,
  migrations: new URL("./store/migrations", import.meta.url).pathname,
};
