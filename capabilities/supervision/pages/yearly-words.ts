import type { OutputOf } from "#platform/contract.ts";
import type { Tone } from "#ui-kit/index.ts";
import type { listAppraisals } from "../contract/list-appraisals.ts";
import type { listAudits } from "../contract/list-audits.ts";

export type Appraisal = OutputOf<typeof listAppraisals>["appraisals"][number];
export type Audit = OutputOf<typeof listAudits>["audits"][number];

export type YearlyState = "open" | "open-late" | "done" | "due" | "due-late" | "withdrawn";

export function appraisalState({ done, late }: Pick<Appraisal, "done" | "late">): YearlyState {
  if (done) return "done";
  return late ? "open-late" : "open";
}

export function auditState(audit: Pick<Audit, "publishedOn" | "withdrawnOn" | "late" | "open" | "lateFindings">): YearlyState {
  if (audit.withdrawnOn !== null) return "withdrawn";
  if (audit.publishedOn === null) return audit.late ? "due-late" : "due";
  if (audit.open === 0) return "done";
  return audit.lateFindings > 0 ? "open-late" : "open";
}

const TONES: Readonly<Record<YearlyState, Tone>> = {
  open: "info",
  "open-late": "bad",
  done: "good",
  due: "info",
  "due-late": "bad",
  withdrawn: "neutral",
};

export function toneOfState(state: YearlyState): Tone {
  return TONES[state];
}
