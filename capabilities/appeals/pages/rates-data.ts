import type { PageArgs } from "#platform/page.ts";
import { orRefuse, readSearch } from "#ui-kit/index.ts";
import { takeRates } from "../contract/take-rates.ts";

/** The counts of the rates as a file: no page, a download. */
export const loader = async ({ request, context }: PageArgs<"tenant">) => {
  const file = orRefuse(await context.call(takeRates, readSearch(request, takeRates)));
  const bytes = Uint8Array.from(atob(file.base64), (sign) => sign.codePointAt(0) ?? 0);
  return new Response(bytes, {
    headers: {
      "content-type": file.mediaType,
      "content-disposition": `attachment; filename="${file.fileName}"`,
      "cache-control": "public, max-age=60",
    },
  });
};
