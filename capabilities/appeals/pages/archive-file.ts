import type { PageArgs } from "#platform/page.ts";
import { orRefuse, readSearch, sendFile } from "#ui-kit/index.ts";
import { takeArchive } from "../contract/take-archive.ts";

/** One file of an archiving: no page, a download. */
export const loader = async ({ request, context }: PageArgs<"tenant">) =>
  sendFile(orRefuse(await context.call(takeArchive, readSearch(request, takeArchive))), { public: false });
