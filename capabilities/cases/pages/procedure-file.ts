import type { PageArgs } from "#platform/page.ts";
import { orRefuse, sendFile } from "#ui-kit/index.ts";
import { readProcedureFile } from "../contract/read-procedure-file.ts";
import { versionOf } from "./version-line.tsx";

/** The drawing as it was enacted, for any BPMN tool; never shown by a browser as a page. */
export const loader = async ({ params, context }: PageArgs<"tenant" | "key" | "version">) => {
  const { fileName, bpmn } = orRefuse(await context.call(readProcedureFile, { key: params.key, version: versionOf(params) }));
  return sendFile({ fileName, mediaType: "application/bpmn+xml; charset=utf-8", text: bpmn }, { public: false });
};
