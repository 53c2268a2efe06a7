import { bind, type ActionContext } from "#platform/capability.ts";
import { CONFLICTS_A_PAGE } from "../contract/import-views.ts";
import { listImports } from "../contract/list-imports.ts";
import { readImport } from "../contract/read-import.ts";
import { optionsFor } from "../domain/judge-import.ts";
import { isSteward, maySteward } from "../policy.ts";
import { findBatch, listBatches, type Batch } from "../store/import-batches.ts";
import { countStates, findRows, openValues, type StateCounts } from "../store/import-rows.ts";
import { countKinds, countReasons } from "../store/import-report.ts";
import { proposeMapping } from "./import-list.ts";
import { areasToChoose } from "./places.ts";
import { judgeRows, understandRows } from "./understand-rows.ts";

export const listImportsBound = bind(listImports, {
  policy: isSteward,
  run: async (context) => {
    const { tx, actor } = context;
    const rows = await listBatches(tx, maySteward.where(actor, "b"));
    return {
      imports: rows.map((row) => ({
        id: row.id,
        fileName: row.file_name,
        area: row.area,
        state: row.state,
        begunAt: row.begun_at.toISOString(),
      })),
      areas: await areasToChoose(context),
    };
  },
});

export const readImportBound = bind(readImport, {
  policy: maySteward,
  subject: async ({ tx }, { id }) => await findBatch(tx, id),
  run: async (context, { id, after, undecided }, batch) => {
    const { tx } = context;
    const shows = batch.state === "checked" || batch.state === "done";
    const conflicts = shows ? await readConflicts(context, batch, after ?? 0, undecided === true) : [];
    const last = conflicts.length > CONFLICTS_A_PAGE ? conflicts[CONFLICTS_A_PAGE - 1] : undefined;
    return {
      id,
      fileName: batch.file_name,
      area: batch.area,
      state: batch.state,
      begunAt: batch.begun_at.toISOString(),
      doneAt: batch.done_at?.toISOString() ?? null,
      undoneAt: batch.undone_at?.toISOString() ?? null,
      headings: [...batch.headings],
      mapping: { ...(batch.mapping ?? (await proposeMapping(context, batch.headings))) },
      counts: countsView(batch, await countStates(tx, id)),
      reasons: [...(await countReasons(tx, id))],
      kinds: (await countKinds(tx, id)).map((row) => ({ ...row, options: [...optionsFor([row.kind])] })),
      conflicts: conflicts.slice(0, CONFLICTS_A_PAGE),
      next: last?.line ?? null,
    };
  },
});

function countsView(batch: Batch, counts: StateCounts) {
  return {
    rows: batch.rows,
    unread: counts.unread ?? 0,
    ready: counts.ready ?? 0,
    conflicts: counts.conflict ?? 0,
    undecided: counts.undecided,
    rejected: counts.rejected ?? 0,
    repeated: counts.repeated ?? 0,
    imported: counts.imported ?? 0,
    updated: counts.updated ?? 0,
    leftOut: counts["left-out"] ?? 0,
    undone: counts.undone ?? 0,
  };
}

/** One page of conflicts as they stand now, what the register says beside what the file says; whoever is in them sees that. */
async function readConflicts(context: ActionContext, batch: Batch, after: number, undecided: boolean) {
  const { tx, house } = context;
  const rows = await findRows(tx, batch.id, {
    states: ["conflict"],
    afterLine: after,
    limit: CONFLICTS_A_PAGE + 1,
    ...(undecided ? { decided: false } : {}),
  });
  const lines = rows.map((row) => ({ line: row.line, values: openValues(house.keys, batch.id, row) }));
  const understood = await understandRows(context, batch, lines);
  const { judgements } = await judgeRows(context, understood);
  return rows.map((row, index) => {
    const judgement = judgements.get(row.line);
    const now = judgement?.state === "conflict" ? judgement : undefined;
    if (row.person_id !== null) context.looked(row.person_id, "register.import");
    return {
      line: row.line,
      name: understood[index]?.person?.name ?? "",
      personId: now?.personId ?? row.person_id,
      kinds: [...row.kinds],
      differences: (now?.differences ?? []).map((one) => ({ ...one })),
      options: [...optionsFor(row.kinds)],
      decision: row.decision,
    };
  });
}
