import type { PageArgs } from "#platform/page.ts";
import { orRefuse } from "#ui-kit/index.ts";
import { takeOwnData } from "../contract/take-own-data.ts";

/** The file itself, to be saved: a plain link, so that it needs no script. */
export const loader = async ({ context, params }: PageArgs<"tenant">) => {
  const data = orRefuse(await context.call(takeOwnData, {}));
  return new Response(`${JSON.stringify(data, undefined, 2)}\n`, {
    headers: {
      "content-type": "application/json; charset=utf-8",
      "content-disposition": `attachment; filename="${params.tenant}-own-data.json"`,
      "cache-control": "no-store",
    },
  });
};
