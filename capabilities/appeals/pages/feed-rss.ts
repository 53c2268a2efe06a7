import type { PageArgs } from "#platform/page.ts";
import { sendFeed } from "#ui-kit/index.ts";
import { releasedFeed } from "./released-feed.ts";

/** The same as RSS, for programs that read no Atom. */
export const loader = async (args: PageArgs<"tenant">) => sendFeed(args.request, "rss", await releasedFeed(args));
