import { setTimeout as sleep } from "node:timers/promises";
import { Type } from "typebox";
import { bind, type Capability, type Job } from "../../capability.ts";
import { defineAction } from "../../contract.ts";
import { notify } from "../../notices/notify.ts";
import { signedIn } from "../../policy.ts";
import { refuse } from "../../refusal.ts";
import { enqueue } from "../enqueue.ts";

export const beginCounting = defineAction({
  name: "trial/begin-counting",
  summary: "Begins a count.",
  input: {
    job: Type.String(),
    to: Type.Integer(),
    key: Type.Optional(Type.String()),
    thenRefuse: Type.Optional(Type.Boolean()),
  },
  output: Type.Object({ jobId: Type.Union([Type.String(), Type.Null()]) }),
  refusals: { no: "conflict" },
});

const beginCountingBound = bind(beginCounting, {
  policy: signedIn,
  run: async (context, { job, to, key, thenRefuse }) => {
    const jobId = await enqueue(context, job, { to }, key === undefined ? {} : { key });
    return thenRefuse === true ? refuse("conflict", "no") : { jobId: jobId ?? null };
  },
});

/** Leaves a notice a step, numbered: what happened twice or not at all is seen. */
function counting(waitMs: number): Job["step"] {
  return async (context, { jobId, payload, cursor, done }) => {
    const [at, to] = [Number(cursor?.["at"] ?? 0) + 1, Number(payload["to"])];
    await notify(context, [{ personId: context.tenant.id, topic: "trial.counted", params: { jobId, at }, path: "" }]);
    await sleep(waitMs);
    const step = { done: done + 1, total: to };
    return at < to ? { ...step, next: { at } } : { ...step, result: { reached: at } };
  };
}

export const trial: Capability = {
  name: "trial",
  dependsOn: [],
  actions: [beginCountingBound],
  jobs: {
    count: { step: counting(0) },
    "count-slowly": { step: counting(60) },
    nightly: { cron: "30 2 * * *", step: async () => ({ done: 1 }) },
    refuses: {
      step: async (context, work) => {
        await counting(0)(context, work);
        return refuse("invalid", "file-unreadable");
      },
    },
    throws: {
      step: async () => {
        throw new Error("planted");
      },
    },
    "as-starter": {
      as: "starter",
      step: async ({ actor }) => {
        const { posts, kind, personId } = actor;
        return { done: 1, result: { kind, personId: personId ?? null, posts: posts.length } };
      },
    },
  },
};
