import type { PageArgs } from "#platform/page.ts";
import { orRefuse, readSearch } from "#ui-kit/index.ts";
import { takeAudit } from "../contract/take-audit.ts";

/** The audit of a filter as a file: no page, a download, kept nowhere on the way. */
export const loader = async ({ request, context }: PageArgs<"tenant">) => {
  const locale = context.viewer.locale;
  const { fileName, mediaType, base64 } = orRefuse(await context.call(takeAudit, readSearch(request, takeAudit, { locale })));
  return new Response(
    Uint8Array.from(atob(base64), (sign) => sign.codePointAt(0) ?? 0),
    {
      headers: {
        "content-type": mediaType,
        "content-disposition": `attachment; filename*=UTF-8''${encodeURIComponent(fileName)}`,
        "cache-control": "no-store",
      },
    },
  );
};
