import type { PageArgs } from "#platform/page.ts";
import { orRefuse, readSearch, sendFile } from "#ui-kit/index.ts";
import { takeList } from "../contract/take-list.ts";

/** The desk's list of a filter as a file: no page, a download, kept nowhere on the way. */
export const loader = async ({ request, context }: PageArgs<"tenant">) => {
  const locale = context.viewer.locale;
  return sendFile(orRefuse(await context.call(takeList, readSearch(request, takeList, { locale }))), { public: false });
};
