import type { Static } from "typebox";
import { useSetting, useText, type Tone } from "#ui-kit/index.ts";
import type { JobView } from "../contract/job-view.ts";

type Job = Static<typeof JobView>;

const TONES: Readonly<Record<Job["state"], Tone>> = { waiting: "neutral", running: "info", done: "good", failed: "bad" };

/** What a job is called and how it stands, in the words of the capability it belongs to. */
export function useJobWords() {
  const t = useText("accounts");
  const { texts } = useSetting();
  const ofCapability = ({ name }: Job) => texts.of(name.slice(0, name.indexOf("/")));
  return {
    title: (job: Job): string => {
      const key = `jobs.${job.name.slice(job.name.indexOf("/") + 1)}`;
      return ofCapability(job).has(key) ? ofCapability(job)(key) : job.name;
    },
    state: (job: Job) => ({ children: t(`jobs.states.${job.state}`), tone: TONES[job.state] }),
    failure: (job: Job & { readonly failure: string }): string => {
      if (t.has(`jobs.failures.${job.failure}`)) return t(`jobs.failures.${job.failure}`);
      const key = `refusals.${job.failure}`;
      return ofCapability(job).has(key) ? ofCapability(job)(key) : job.failure;
    },
  };
}
