import { byPost } from "#platform/policy.ts";

/** `keep` is a post of the party organization itself: enters who is a member, and signs them in at one meeting. Nobody else's. */
export const DUTIES = ["party.keep"] as const;

export const isKeeper = byPost({ duty: "party.keep" });
/** In its area; whether it is the organization that called the meeting, the act asks, and the store shows its rows to no other. */
export const mayKeep = byPost({ duty: "party.keep", area: "division_path" });
