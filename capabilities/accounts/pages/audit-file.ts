import type { PageArgs } from "#platform/page.ts";
import { orRefuse, readSearch, sendFile } from "#ui-kit/index.ts";
import { takeAudit } from "../contract/take-audit.ts";

/** The audit of a filter as a file: no page, a download, kept nowhere on the way. */
export const loader = async ({ request, context }: PageArgs<"tenant">) => {
  const locale = context.viewer.locale;
  const taken = orRefuse(await context.call(takeAudit, readSearch(request, takeAudit, { locale })));
  return sendFile(taken, { public: false });
};
