import type { PageArgs } from "#platform/page.ts";
import { orRefuse, readSearch, sendFile } from "#ui-kit/index.ts";
import { takeFile } from "../contract/take-file.ts";

/** What was published by a filter, as a file. */
export const loader = async ({ request, context }: PageArgs<"tenant">) =>
  sendFile(orRefuse(await context.call(takeFile, readSearch(request, takeFile))), { public: true });
