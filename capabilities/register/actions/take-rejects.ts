import { buffer } from "node:stream/consumers";
import { bind, type ActionContext } from "#platform/capability.ts";
import { refuse } from "#platform/refusal.ts";
import { writeCsv } from "#platform/spreadsheets/write-csv.ts";
import { MOST_BROWSER_ROWS } from "../contract/import-views.ts";
import { takeRejects } from "../contract/take-rejects.ts";
import { maySteward } from "../policy.ts";
import { findBatch, type Batch } from "../store/import-batches.ts";
import { findRows, openValues, type ImportRowRow } from "../store/import-rows.ts";
import { REJECT_WORDS } from "./export-words.ts";

/** Rows that did not come in: rejected, left out, or still without a decision. */
const NOT_IN = ["rejected", "conflict", "left-out"] as const;

export type RejectedRow = ImportRowRow & { readonly values: Readonly<Record<string, string>> };

/** Every row that did not come in, as it stood in the file. */
export async function rejectedRows(
  { tx, house }: ActionContext,
  batchId: string,
  limit: number,
): Promise<readonly RejectedRow[]> {
  const rows = await findRows(tx, batchId, { states: NOT_IN, limit });
  return rows.map((row) => ({ ...row, values: openValues(house.keys, batchId, row) }));
}

export const takeRejectsBound = bind(takeRejects, {
  policy: maySteward,
  duty: "register.steward",
  keepsAnswer: false,
  subject: async ({ tx }, { id }) => await findBatch(tx, id),
  run: async (context, { id, locale = "zh-CN" }, batch) => {
    const rows = await rejectedRows(context, id, MOST_BROWSER_ROWS);
    if (rows.length === 0) return refuse("conflict", "no-rejects");
    context.subject(id);
    const words = REJECT_WORDS[locale];
    const lines = rows.map((row) => [
      String(row.line),
      reasonWords(row, locale),
      ...batch.headings.map((heading) => row.values[heading] ?? ""),
    ]);
    return {
      fileName: `${words.file}-${nameOf(batch)}.csv`,
      mediaType: "text/csv; charset=utf-8",
      base64: (await buffer(writeCsv([words.line, words.reason, ...batch.headings], lines))).toString("base64"),
    };
  },
});

function nameOf(batch: Batch): string {
  return batch.file_name.replace(/\.[a-z]+$/i, "");
}

function reasonWords(row: ImportRowRow, locale: keyof typeof REJECT_WORDS): string {
  const words: Readonly<Record<string, string>> = REJECT_WORDS[locale].reasons;
  const [code = "", line] = (row.reason ?? (row.state === "conflict" ? "undecided" : "left-out")).split(":");
  return (words[code] ?? code).replace("{line}", line ?? "");
}
