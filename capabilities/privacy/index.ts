import type { Capability } from "#platform/capability.ts";
import { listConsentsBound, withdrawConsentBound } from "./actions/consents.ts";
import { readOwnDataBound, takeOwnDataBound } from "./actions/own-data.ts";

/** What is held about a resident, in their own hands. */
export const privacy: Capability = {
  name: "privacy",
  dependsOn: [],
  actions: [withdrawConsentBound],
  queries: [readOwnDataBound, takeOwnDataBound, listConsentsBound],
};
