import { findRuleInForce } from "#capabilities/rules/index.ts";
import { appendPublic, type RecordSource } from "#capabilities/record/index.ts";
import { bind, type ActionContext, type Job } from "#platform/capability.ts";
import { enqueue } from "#platform/jobs/enqueue.ts";
import { legalDay } from "#platform/legal-day.ts";
import { refuse } from "#platform/refusal.ts";
import { listArchivings, resumeArchiving, startArchiving, stopArchiving } from "../contract/archive.ts";
import { archiveAfterDays, archiveLeaf, closedBeforeDay, digestOf, partRoots, sumOn } from "../domain/archive-lines.ts";
import { mayArchive } from "../policy.ts";
import {
  changeArchiving,
  findEnded,
  insertArchiving,
  listArchivingRows,
  lockArchiving,
  lockDue,
  lookOn,
  putAway,
  type ArchivingPatch,
  type ArchivingRow,
} from "../store/archivings.ts";

const DUTY = "appeals.dispatch";
export const ARCHIVE_RULE = "appeals.archive";
export const ARCHIVING_KIND = "appeals.archiving";
const JOB = "appeals/archive";

/** Appeals a step looks at: a tenth of a second, in which no more than as many rows are held. */
export const PAGE = 500;

/** The whole of the tenant is archived or nothing: a post that covers less of it starts none. */
export const whole = async ({ tenant }: ActionContext) => ({ division_path: tenant.rootPath });

export const listArchivingsBound = bind(listArchivings, {
  policy: mayArchive,
  subject: whole,
  run: async (context) => {
    const rows = await listArchivingRows(context.tx);
    const rule = await readArchiveRule(context);
    const archivings = rows.map((row) => ({
      id: row.id,
      state: row.state,
      by: [row.unit, row.post].filter((one) => one !== "").join(" "),
      startedAt: row.started_at.toISOString(),
      closedBefore: row.closed_before,
      ruleVersion: row.rule_version,
      looked: row.looked,
      ...daysOf(row),
      archived: row.archived,
      digest: digestOf(row),
      parts: row.state === "done" ? partRoots(row).length : 0,
      endedAt: row.ended_at?.toISOString() ?? null,
      may: row.state === "running" ? ["stop-archiving" as const] : row.state === "stopped" ? ["resume-archiving" as const] : [],
    }));
    const open = rows.some(({ state }) => state !== "done");
    return { archivings, closedBefore: rule?.closedBefore ?? null, mayStart: rule !== undefined && !open };
  },
});

export const startArchivingBound = bind(startArchiving, {
  policy: mayArchive,
  duty: DUTY,
  subject: whole,
  run: async (context, _input, { division_path: path }) => {
    const rule = await readArchiveRule(context);
    if (rule === undefined || context.post === undefined) return refuse("conflict", "no-archive-rule");
    const id = context.newId();
    const made = await insertArchiving(context.tx, {
      id,
      division_path: path,
      started_by_post: context.post.postId,
      closed_before: rule.closedBefore,
      rule_version: rule.version,
    });
    if (!made) return refuse("conflict", "archiving-open");
    context.subject(id);
    return (await begin(context, id, 1)) ? { id } : refuse("too-many", "too-many-jobs");
  },
});

export const stopArchivingBound = bind(stopArchiving, {
  policy: mayArchive,
  duty: DUTY,
  subject: async ({ tx }, { id }) => await lockArchiving(tx, id),
  run: async (context, { id }, row) => {
    if (row.state !== "running") return refuse("conflict", "archiving-not-running");
    await changeArchiving(context.tx, id, { state: "stopped" });
    context.subject(id);
    return { id };
  },
});

export const resumeArchivingBound = bind(resumeArchiving, {
  policy: mayArchive,
  duty: DUTY,
  subject: async ({ tx }, { id }) => await lockArchiving(tx, id),
  run: async (context, { id }, row) => {
    if (row.state !== "stopped") return refuse("conflict", "archiving-not-stopped");
    const turn = row.turn + 1;
    await changeArchiving(context.tx, id, { state: "running", turn });
    context.subject(id);
    return (await begin(context, id, turn)) ? { id } : refuse("too-many", "too-many-jobs");
  },
});

/** A job for each time it is started or goes on; one that was stopped in between finds another turn, and ends. */
async function begin(context: ActionContext, archivingId: string, turn: number): Promise<boolean> {
  const key = `${archivingId}/${turn}`;
  return (await enqueue(context, JOB, { archivingId, turn }, { key })) !== undefined;
}

/** Archives step by step, as the house: rows are held for a step and no longer, and whoever raises something waits for nothing. */
export const ARCHIVE: Job = {
  step: async (context, { payload, done }) => {
    const { tx, now } = context;
    const row = await lockArchiving(tx, String(payload["archivingId"]));
    if (row === undefined || row.state !== "running" || row.turn !== payload["turn"]) return { done };
    const looked = await lookOn(tx, row, PAGE);
    const last = looked.at(-1);
    const due = await lockDue(
      tx,
      row,
      looked.map(({ id }) => id),
    );
    const leaves = due.map(archiveLeaf);
    await putAway(
      tx,
      row,
      due.map(({ id }) => id),
      leaves,
    );
    const patch = {
      first_raised: row.first_raised ?? looked[0]?.raised_at ?? null,
      after_raised: last?.raised_at ?? row.after_raised,
      after_id: last?.id ?? row.after_id,
      looked: row.looked + looked.length,
      ...sumOn(row, leaves),
    };
    if (looked.length === PAGE) {
      await changeArchiving(tx, row.id, patch);
      return { done: patch.looked, next: { looked: patch.looked } };
    }
    await endArchiving(context, row, { ...patch, state: "done", ended_at: now });
    return { done: patch.looked, result: { path: "appeals/archive" } };
  },
};

const DAY_MS = 24 * 3_600_000;

/** How far it is, by the days its appeals were raised on: to count them first would cost as much as to archive them. */
function daysOf({ first_raised, after_raised, closed_before, state }: ArchivingRow) {
  if (first_raised === null || after_raised === null) return { days: 0, ofDays: 0 };
  const dayOf = (at: Date) => Math.floor((at.getTime() - first_raised.getTime()) / DAY_MS);
  const ofDays = Math.max(1, dayOf(new Date(`${closed_before}T00:00:00+08:00`)));
  return { days: state === "done" ? ofDays : Math.min(ofDays, dayOf(after_raised)), ofDays };
}

/** How many there were, and the root over them, go on the record: whoever alters a line, takes one out or puts one in shows. */
async function endArchiving(context: ActionContext, row: ArchivingRow, patch: ArchivingPatch): Promise<void> {
  await changeArchiving(context.tx, row.id, patch);
  appendPublic(context, { kind: ARCHIVING_KIND, subject: row.id, content: contentOf({ ...row, ...patch }) });
}

function contentOf(row: ArchivingRow) {
  return {
    title: `${row.closed_before} 以前办结的诉求归档`,
    closedBefore: row.closed_before,
    ruleVersion: row.rule_version,
    archived: row.archived,
    digest: digestOf(row),
  };
}

export const ARCHIVINGS_ON_RECORD: RecordSource = {
  name: "诉求归档",
  nameEn: "Archiving of appeals",
  current: async ({ tx }, which) => (await findEnded(tx, which)).map((row) => ({ subject: row.id, content: contentOf(row) })),
};

/** What the rule says today; undefined where there is none. */
async function readArchiveRule({ tx, tenant, now }: ActionContext) {
  const rule = await findRuleInForce(tx, ARCHIVE_RULE, tenant.rootPath);
  const days = archiveAfterDays(rule?.parameters ?? {});
  if (rule === undefined || days === undefined) return undefined;
  return { version: rule.version, closedBefore: closedBeforeDay(legalDay(now), days) };
}
