import type { PageArgs } from "#platform/page.ts";
import { orRefuse, readSearch } from "#ui-kit/index.ts";
import { takeOpenData } from "../contract/take-open-data.ts";

/** The released appeals of a filter as a file: no page, a download. */
export const loader = async ({ request, context }: PageArgs<"tenant">) => {
  const file = orRefuse(await context.call(takeOpenData, readSearch(request, takeOpenData)));
  const bytes = Uint8Array.from(atob(file.base64), (sign) => sign.codePointAt(0) ?? 0);
  return new Response(bytes, {
    headers: {
      "content-type": file.mediaType,
      "content-disposition": `attachment; filename="${file.fileName}"`,
      "cache-control": "public, max-age=60",
    },
  });
};
