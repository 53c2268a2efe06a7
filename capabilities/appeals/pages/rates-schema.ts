import type { PageArgs } from "#platform/page.ts";
import { RatesFile } from "../contract/take-rates.ts";
import { schemaAnswer } from "./schema-answer.ts";

/** What the file of the rates holds. */
export const loader = ({ request }: PageArgs<"tenant">) => schemaAnswer(request, RatesFile);
