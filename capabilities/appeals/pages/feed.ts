import type { PageArgs } from "#platform/page.ts";
import { sendFeed } from "#ui-kit/index.ts";
import { releasedFeed } from "./released-feed.ts";

/** As Atom. */
export const loader = async (args: PageArgs<"tenant">) => sendFeed(args.request, "atom", await releasedFeed(args));
