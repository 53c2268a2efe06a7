import { bind } from "#platform/capability.ts";
import { everyone } from "#platform/policy.ts";
import { refuse } from "#platform/refusal.ts";
import { listDemoMessages } from "../contract/list-demo-messages.ts";
import { findDemoMessages } from "../store/demo-messages.ts";

/** Where a demo has no sender, its codes and notices are read here; a house in earnest keeps no copy and shows none. */
export const listDemoMessagesBound = bind(listDemoMessages, {
  policy: everyone,
  run: async ({ tx, house }) => {
    if (!house.demo) return refuse("forbidden", "demo-is-off");
    return { messages: (await findDemoMessages(tx)).map((row) => ({ ...row, at: row.at.toISOString() })) };
  },
});
