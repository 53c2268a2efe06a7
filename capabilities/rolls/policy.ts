import { anyOf, byPost, everyone, signedIn } from "#platform/policy.ts";

/** `keep` freezes rolls, decides objections and enters representatives in its area. */
export const DUTIES = ["rolls.keep"] as const;

export const mayKeep = byPost({ duty: "rolls.keep", area: "division_path" });
export const isKeeper = byPost({ duty: "rolls.keep" });
export const mayReadNames = anyOf(mayKeep, byPost({ duty: "register.read", area: "division_path" }));
export const mayRead = everyone;
export const mayObject = signedIn;
