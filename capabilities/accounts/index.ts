import type { Capability } from "#platform/capability.ts";
import { demoSignInBound } from "./actions/demo-sign-in.ts";

export { addAccount } from "./store/add-account.ts";
export { findActor } from "./store/find-actor.ts";

/** Who signs in, and how: the account behind a person behind a post. */
export const accounts: Capability = { name: "accounts", dependsOn: ["register", "organizations"], actions: [demoSignInBound] };
