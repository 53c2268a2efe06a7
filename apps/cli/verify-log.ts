import { setTimeout as sleep } from "node:timers/promises";
import { type Finding, type Report, verifyRecord, type VerifyOptions } from "@gongzhi/log-verifier";
import type { LogSource } from "./log-source.ts";

/** What just became official is in the log within a minute; until then an honest house shows what its log does not hold yet. */
export const WAIT_SECONDS = 90;
const LOOK_AGAIN_MS = 5_000;
/** May be the moment between an act and its leaf; anything else never is. */
const PASSING = new Set<Finding["code"]>(["changed", "unrecorded", "gone", "missing-content"]);

/** Verifies, and again while what is found may still be on its way: what stays for longer than a minute is no moment in between. */
export async function verifyPatiently(source: LogSource, options: VerifyOptions, waitSeconds: number): Promise<Report> {
  const until = performance.now() + (source.live ? waitSeconds : 0) * 1000;
  for (;;) {
    const report = await verifyRecord(source.read, options);
    const passing =
      report.findings.every(({ code }) => PASSING.has(code)) && (report.findings.length > 0 || report.waiting.length > 0);
    if (!passing || performance.now() >= until) return complainOfWaiting(report, source.live, waitSeconds);
    await sleep(LOOK_AGAIN_MS);
  }
}

/**
 * What is said to be on its way is compared with nothing: who alters a thing and calls it so would pass. A copy is whole only once
 * nothing waits (`gongzhi record download` waits for it), so there it never is a moment in between.
 */
function complainOfWaiting(report: Report, live: boolean, waitSeconds: number): Report {
  if (live && waitSeconds === 0) return report;
  const late = report.waiting.map(({ kind, subject }): Finding => ({
    code: "unrecorded",
    leaf: null,
    page: `current/${kind}/first`,
    subject: `${kind} ${subject}`,
    says: live
      ? "it is official, and has been waiting for its leaf for longer than a minute"
      : "it is shown as official and its leaf is not in this copy, so nothing proves it",
  }));
  return { ...report, findings: [...report.findings, ...late], verified: report.verified && late.length === 0 };
}

/** One line for people. */
export function sayFinding({ leaf, page, subject, says, code }: Finding): string {
  return `${leaf === null ? "the log" : `leaf ${leaf}`} · ${page}${subject === undefined ? "" : ` · ${subject}`}: ${says} [${code}]`;
}

export function sayReport(report: Report, place: string): string {
  const { leaves, fields } = report;
  const counted = `${report.size} leaves (${leaves.public} public, ${leaves.sealed} sealed, ${leaves.withdrawn} withdrawn)`;
  const opened = `${fields.opened} sealed fields opened, ${fields.erased} erased, ${fields.hidden} never shown`;
  const verdict = report.verified ? "VERIFIED" : `NOT VERIFIED, ${report.findings.length} findings`;
  const witnessed = report.witnessedBy.map(({ name, size }) => `\nWitnessed by ${name} with ${size} leaves.`).join("");
  const key = report.keyWasKnown
    ? ""
    : "\nThe key was taken from the log itself: compare it with one you have from elsewhere, and give it with --key.";
  return `${verdict}: ${place}\n${counted}; ${opened}; ${report.compared} official things compared with the record.${witnessed}${key}`;
}
