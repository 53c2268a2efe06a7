import type { PageArgs } from "#platform/page.ts";
import { sendFeed } from "#ui-kit/index.ts";
import { publishedFeed } from "./published-feed.ts";

/** As Atom. */
export const loader = async (args: PageArgs<"tenant">) => sendFeed(args.request, "atom", await publishedFeed(args));
