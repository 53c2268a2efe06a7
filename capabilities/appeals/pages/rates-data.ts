import type { PageArgs } from "#platform/page.ts";
import { orRefuse, readSearch, sendFile } from "#ui-kit/index.ts";
import { takeRates } from "../contract/take-rates.ts";

/** The counts of the rates as a file: no page, a download. */
export const loader = async ({ request, context }: PageArgs<"tenant">) =>
  sendFile(orRefuse(await context.call(takeRates, readSearch(request, takeRates))), { public: true });
