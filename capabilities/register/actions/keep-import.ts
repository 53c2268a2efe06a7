import { bind, type Job } from "#platform/capability.ts";
import { enqueue } from "#platform/jobs/enqueue.ts";
import { refuse, refuseField } from "#platform/refusal.ts";
import { confirmMapping } from "../contract/confirm-mapping.ts";
import { decideConflict } from "../contract/decide-conflict.ts";
import { runImport } from "../contract/run-import.ts";
import { IMPORT_FIELDS, type Mapping } from "../domain/import-fields.ts";
import { maySteward } from "../policy.ts";
import { findBatch, keepMapping, updateBatch, type Batch } from "../store/import-batches.ts";
import { countStates, decideRows, unreadRows } from "../store/import-rows.ts";
import { checkRows } from "./check-rows.ts";
import { headingsKey } from "./import-list.ts";
import { runRows } from "./run-rows.ts";

/** Rows looked over, and taken in, in one transaction: a killed import loses at most so many, and goes on after them. */
export const ROWS_CHECKED_AT_ONCE = 500;
export const ROWS_RUN_AT_ONCE = 200;

export const confirmMappingBound = bind(confirmMapping, {
  policy: maySteward,
  duty: "register.steward",
  subject: async ({ tx }, { id }) => await findBatch(tx, id, "lock"),
  run: async (context, { id, ...given }, batch) => {
    if (batch.state === "checking" || batch.state === "running") return refuse("conflict", "import-busy");
    if (batch.state === "done" || batch.state === "undone") return refuse("conflict", "import-ended");
    const chosen = IMPORT_FIELDS.flatMap((field) => (given[field] === undefined ? [] : [[field, given[field]] as const]));
    const strange = chosen.find(([, heading]) => !batch.headings.includes(heading));
    if (strange !== undefined) return refuseField(`/${strange[0]}`, "no-such-heading");
    const twice = chosen.find(([, heading], index) => chosen.findIndex(([, other]) => other === heading) < index);
    if (twice !== undefined) return refuse("invalid", "heading-twice", { facts: { heading: twice[1] } });
    const mapping: Mapping = Object.fromEntries(chosen);
    await keepMapping(context.tx, headingsKey(batch.headings), mapping);
    await unreadRows(context.tx, id);
    await updateBatch(context.tx, id, { mapping, state: "checking" });
    if ((await enqueue(context, "register/check-import", { batchId: id })) === undefined)
      return refuse("too-many", "too-many-jobs");
    context.subject(id);
    return { id };
  },
});

export const decideConflictBound = bind(decideConflict, {
  policy: maySteward,
  duty: "register.steward",
  subject: async ({ tx }, { id }) => await findBatch(tx, id, "lock"),
  run: async (context, { id, line, kind, decision }, batch) => {
    if (batch.state === "undone") return refuse("conflict", "import-ended");
    if (batch.state !== "checked" && batch.state !== "done") return refuse("conflict", "import-busy");
    if (line === undefined && kind === undefined) return refuseField("/kind", "line-or-kind");
    const which = line === undefined ? { kind: kind ?? "differs" } : { line };
    const decided = await decideRows(context.tx, id, which, decision);
    if (decided === 0) return refuse("conflict", "no-such-conflict");
    context.subject(id);
    return { decided };
  },
});

export const runImportBound = bind(runImport, {
  policy: maySteward,
  duty: "register.steward",
  subject: async ({ tx }, { id }) => await findBatch(tx, id, "lock"),
  run: async (context, { id }, batch) => {
    if (batch.state === "undone") return refuse("conflict", "import-ended");
    if (batch.state !== "checked" && batch.state !== "done") return refuse("conflict", "import-busy");
    const counts = await countStates(context.tx, id);
    if ((counts.ready ?? 0) + (counts.conflict ?? 0) - counts.undecided === 0) return refuse("conflict", "nothing-to-import");
    await updateBatch(context.tx, id, { state: "running" });
    if ((await enqueue(context, "register/run-import", { batchId: id })) === undefined)
      return refuse("too-many", "too-many-jobs");
    context.subject(id);
    return { id };
  },
});

/** A step of either job: some rows, and the batch's own state at the end. */
function stepper(
  work: (context: Parameters<Job["step"]>[0], batch: Batch) => Promise<number>,
  finished: Parameters<typeof updateBatch>[2],
): Job["step"] {
  return async (context, { payload, done }) => {
    const batch = await findBatch(context.tx, String(payload["batchId"]), "lock");
    // The post it was started under has ended, or its places were changed.
    if (batch === undefined || (context.actor.kind === "person" && !maySteward.can(context.actor, batch)))
      return refuse("forbidden", "not-allowed");
    const handled = await work(context, batch);
    const counted = { done: done + handled, total: batch.rows };
    if (handled > 0) return { ...counted, next: { batchId: batch.id } };
    await updateBatch(context.tx, batch.id, finished);
    return { ...counted, result: { path: `register/imports/${batch.id}` } };
  };
}

export const CHECK_JOB: Job = {
  as: "starter",
  step: stepper(async (context, batch) => await checkRows(context, batch, ROWS_CHECKED_AT_ONCE), { state: "checked" }),
};

export const RUN_JOB: Job = {
  as: "starter",
  step: stepper(async (context, batch) => await runRows(context, batch, ROWS_RUN_AT_ONCE), { state: "done", done: true }),
};
