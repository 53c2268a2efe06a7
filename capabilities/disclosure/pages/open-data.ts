import type { PageArgs } from "#platform/page.ts";
import { orRefuse, readSearch } from "#ui-kit/index.ts";
import { takeFile } from "../contract/take-file.ts";
import { fileResponse } from "./file-response.ts";

/** What was published by a filter, as a file. */
export const loader = async ({ request, context }: PageArgs<"tenant">) =>
  fileResponse(orRefuse(await context.call(takeFile, readSearch(request, takeFile))));
