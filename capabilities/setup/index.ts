import type { Capability } from "#platform/capability.ts";
import { checkNameBound, checkPlaceBound, findPlacesBound, readSetUpBound } from "./actions/choose-place.ts";
import { foundTenantBound } from "./actions/found-tenant.ts";
import { confirmKeysKeptBound, readUpkeepBound } from "./actions/upkeep.ts";
import { STEWARD } from "./policy.ts";

/** The first start of an empty house: its place, its name, its first administrator; and what its steward must see to afterwards. */
export const setup: Capability = {
  name: "setup",
  dependsOn: ["divisions", "organizations", "register", "accounts"],
  actions: [foundTenantBound, confirmKeysKeptBound],
  queries: [readSetUpBound, findPlacesBound, checkPlaceBound, checkNameBound, readUpkeepBound],
  duties: [STEWARD],
};
