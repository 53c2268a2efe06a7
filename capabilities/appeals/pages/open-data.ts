import type { PageArgs } from "#platform/page.ts";
import { orRefuse, readSearch, sendFile } from "#ui-kit/index.ts";
import { takeOpenData } from "../contract/take-open-data.ts";

/** The released appeals of a filter as a file: no page, a download. */
export const loader = async ({ request, context }: PageArgs<"tenant">) =>
  sendFile(orRefuse(await context.call(takeOpenData, readSearch(request, takeOpenData))), { public: true });
