import type { PageArgs } from "#platform/page.ts";
import { orRefuse, sendFile } from "#ui-kit/index.ts";
import { takeOwnData } from "../contract/take-own-data.ts";

/** The file itself, to be saved: a plain link, so that it needs no script. */
export const loader = async ({ context, params }: PageArgs<"tenant">) => {
  const data = orRefuse(await context.call(takeOwnData, {}));
  const text = `${JSON.stringify(data, undefined, 2)}\n`;
  const mediaType = "application/json; charset=utf-8";
  return sendFile({ fileName: `${params.tenant}-own-data.json`, mediaType, text }, { public: false });
};
