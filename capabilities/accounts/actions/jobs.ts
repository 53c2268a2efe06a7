import { bind } from "#platform/capability.ts";
import { findJob, findJobs, type JobRow } from "#platform/jobs/find-jobs.ts";
import { signedIn } from "#platform/policy.ts";
import { listJobs } from "../contract/list-jobs.ts";
import { readJob } from "../contract/read-job.ts";

export const listJobsBound = bind(listJobs, {
  policy: signedIn,
  run: async ({ tx, actor }) => ({ jobs: (await findJobs(tx, actor.accountId ?? "")).map(viewOf) }),
});

export const readJobBound = bind(readJob, {
  policy: signedIn,
  subject: async ({ tx, actor }, { id }) => (actor.accountId === undefined ? undefined : await findJob(tx, actor.accountId, id)),
  run: async (_context, _input, job) => viewOf(job),
});

function viewOf({ created_at, ended_at, ...job }: JobRow) {
  return { ...job, createdAt: created_at.toISOString(), endedAt: ended_at?.toISOString() ?? null };
}
