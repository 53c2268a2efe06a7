import type { PageArgs } from "#platform/page.ts";
import { ReleasedFile } from "../contract/take-open-data.ts";
import { schemaAnswer } from "./schema-answer.ts";

/** What the file of released appeals holds. */
export const loader = ({ request }: PageArgs<"tenant">) => schemaAnswer(request, ReleasedFile);
