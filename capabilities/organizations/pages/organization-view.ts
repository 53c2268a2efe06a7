import type { OutputOf } from "#platform/contract.ts";
import type { readOrganization } from "../contract/read-organization.ts";

/** One organization as its page shows it. */
export type OrganizationView = OutputOf<typeof readOrganization>;
