import type { PageArgs } from "#platform/page.ts";
import { orRefuse, readSearch, sendFile } from "#ui-kit/index.ts";
import { takePoster } from "../contract/take-poster.ts";

/** The poster as a PDF: the same on every printer. */
export const loader = async ({ request, params, context }: PageArgs<"tenant" | "id">) =>
  sendFile(orRefuse(await context.call(takePoster, readSearch(request, takePoster, { id: params.id }))), { public: true });
