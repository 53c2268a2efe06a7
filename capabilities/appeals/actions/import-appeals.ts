import { createHash } from "node:crypto";
import { recordEndedCases } from "#capabilities/cases/index.ts";
import { findAreas } from "#capabilities/divisions/index.ts";
import type { ActionContext } from "#platform/capability.ts";
import { isRefusal, type Refusal } from "#platform/refusal.ts";
import { matchArea } from "../domain/match-area.ts";
import { readImportRow, type ImportRow } from "../domain/read-import-row.ts";
import type { Mapping } from "../domain/import-fields.ts";
import { moveBatch, openBatch, type BatchCounts } from "../store/import-batches.ts";
import { findKnownKeys, insertImported, type ImportedAppeal } from "../store/insert-imported.ts";

export type ImportFile = { readonly name: string; readonly sha256: string; readonly mapping: Mapping };
export type ImportLine = { readonly line: number; readonly values: Readonly<Record<string, string>> };
export type Reject = {
  readonly line: number;
  readonly field: string;
  readonly reason: string;
  readonly values: Readonly<Record<string, string>>;
};
export type ImportResult = BatchCounts & { readonly resumedAfterLine: number };

export type ImportPorts = {
  /** Runs one batch in a transaction of its own as the tenant's house. */
  readonly transact: <T>(work: (context: ActionContext) => Promise<T>) => Promise<T>;
  readonly rejected: (reject: Reject) => void;
  readonly progress: (counts: BatchCounts) => void;
  /** Reads and judges everything, writes nothing. */
  readonly dryRun: boolean;
};

/** Rows a transaction: an interrupted import loses at most so many, and goes on after them. */
const ROWS_A_TRANSACTION = 200;

/**
 * Imports appeals of an earlier system. Those with a reply become closed cases with their reply and dates; those without become
 * historic: findable by staff, outside deadlines, rates and the public list until somebody takes them up or releases them.
 */
export async function importAppeals(
  ports: ImportPorts,
  file: ImportFile,
  lines: AsyncIterable<ImportLine | Refusal>,
): Promise<ImportResult | Refusal> {
  const batch = ports.dryRun ? undefined : await ports.transact(async (context) => await openBatch(context, file));
  const areas = await ports.transact(async ({ tx, tenant }) => await findAreas(tx, tenant.rootPath));
  const from = batch?.through_line ?? 0;
  let counts: BatchCounts = {
    throughLine: from,
    imported: batch?.imported ?? 0,
    rejected: batch?.rejected ?? 0,
    repeated: batch?.repeated ?? 0,
    finished: false,
  };
  let waiting: ImportedAppeal[] = [];
  const seen = new Set<string>();
  const flush = async (finished: boolean) => {
    const appeals = waiting;
    waiting = [];
    counts = await writeBatch(ports, batch?.id, areas, appeals, { ...counts, finished });
    ports.progress(counts);
  };
  for await (const line of lines) {
    if (isRefusal(line)) return line;
    if (line.line <= from) continue;
    const read = readImportRow(line.values, file.mapping);
    counts = { ...counts, throughLine: line.line };
    if (isRefusal(read)) {
      counts = { ...counts, rejected: counts.rejected + 1 };
      ports.rejected({
        line: line.line,
        field: String(read.facts["field"]),
        reason: String(read.facts["reason"]),
        values: line.values,
      });
      continue;
    }
    const sourceKey = keyOf(read);
    if (seen.has(sourceKey)) counts = { ...counts, repeated: counts.repeated + 1 };
    else {
      seen.add(sourceKey);
      waiting.push({ ...read, sourceKey });
    }
    if (waiting.length >= ROWS_A_TRANSACTION) await flush(false);
  }
  await flush(true);
  return { ...counts, resumedAfterLine: from };
}

/** The source's number and a digest of what it says: numbers alone are used twice in some systems. */
function keyOf(row: ImportRow): string {
  return `${row.sourceNumber}#${createHash("sha256").update(row.identity).digest("hex").slice(0, 24)}`;
}

async function writeBatch(
  ports: ImportPorts,
  batchId: string | undefined,
  areas: Awaited<ReturnType<typeof findAreas>>,
  appeals: readonly ImportedAppeal[],
  counts: BatchCounts,
): Promise<BatchCounts> {
  return await ports.transact(async (context) => {
    const known = await findKnownKeys(
      context,
      appeals.map((appeal) => appeal.sourceKey),
    );
    const fresh = appeals.filter((appeal) => !known.has(appeal.sourceKey));
    const moved = { ...counts, imported: counts.imported + fresh.length, repeated: counts.repeated + known.size };
    if (batchId === undefined) return moved;
    const rows = fresh.map((appeal) => {
      const path = matchArea(areas, appeal.place, `${appeal.title} ${appeal.text}`) ?? context.tenant.rootPath;
      return { id: context.newId(), answerId: context.newId(), path, appeal };
    });
    const recorded = await recordEndedCases(context, {
      procedure: "appeals.handling",
      kind: "appeals",
      cases: rows.map(({ id, path, appeal }) => ({
        subjectId: id,
        path,
        openedAt: appeal.raisedAt,
        endedAt: appeal.reply === undefined ? undefined : (appeal.repliedAt ?? appeal.raisedAt),
      })),
    });
    await insertImported(
      context,
      batchId,
      rows.map((row, index) => ({ ...row, number: recorded[index]?.number ?? "", caseId: recorded[index]?.caseId ?? null })),
    );
    await moveBatch(context.tx, batchId, moved);
    return moved;
  });
}
