import { Worker } from "node:worker_threads";
import { isRefusal, netOf, parseProcedure, type Net, type Soundness } from "@gongzhi/procedure";
import type { ActionContext, Job } from "#platform/capability.ts";
import { enqueue } from "#platform/jobs/enqueue.ts";
import { findDraft, setProof, setProving } from "../store/drafts.ts";

/** As long as `gongzhi procedure check` looks: the verdict, or that there is none, comes within 10 s. */
export const PROVING_MS = 8_000;
/** A thread that has begun and does not come back is ended, and its net is called undecided. */
const PATIENCE_MS = PROVING_MS + 20_000;
const JOB = "cases/prove-draft";

/** Begins to judge a draft that could not be judged while its page was waited for. */
export async function beginProof(context: ActionContext, id: string): Promise<void> {
  await setProving(context.tx, id);
  await enqueue(context, JOB, { draft: id }, { key: id });
}

/** One step: it ends by itself, and one that was killed is begun anew. */
export const PROVE_DRAFT: Job = {
  step: async ({ tx }, { payload }) => {
    const id = String(payload["draft"]);
    const draft = await findDraft(tx, id);
    const net = draft === undefined ? undefined : await netIn(draft.bpmn);
    if (net !== undefined) {
      const began = performance.now();
      const { verdict, states, violations } = await proveInThread(net);
      await setProof(tx, id, { verdict, states, violations, milliseconds: Math.round(performance.now() - began) });
    }
    return { done: 1, total: 1 };
  },
};

async function netIn(bpmn: string): Promise<Net | undefined> {
  const parsed = await parseProcedure(bpmn);
  const net = isRefusal(parsed) ? undefined : netOf(parsed);
  return net === undefined || isRefusal(net) ? undefined : net;
}

/** @throws what the thread threw. */
export async function proveInThread(net: Net, milliseconds = PROVING_MS): Promise<Soundness> {
  const thread = new Worker(new URL("./prove-thread.ts", import.meta.url), { workerData: { net, milliseconds } });
  try {
    return await new Promise<Soundness>((resolve, reject) => {
      let timer: NodeJS.Timeout | undefined;
      const giveUp = () => resolve({ verdict: "undecided", violations: [], states: 0 });
      thread.once("online", () => (timer = setTimeout(giveUp, PATIENCE_MS)));
      thread.once("message", (proof: Soundness) => resolve(proof));
      thread.once("error", reject);
      thread.once("exit", () => {
        clearTimeout(timer);
        reject(new Error("the thread ended and said nothing"));
      });
    });
  } finally {
    await thread.terminate();
  }
}
