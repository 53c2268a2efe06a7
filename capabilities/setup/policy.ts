import { byPost } from "#platform/policy.ts";

/** Sees to the deployment itself: its keys, its backups. */
export const STEWARD = "setup.steward";

export const steward = byPost({ duty: STEWARD });
