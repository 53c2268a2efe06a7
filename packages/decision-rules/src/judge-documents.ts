import { type ExplainedReason, explainReason } from "./explain.ts";
import { type JudgeOptions, judge } from "./judge.ts";
import { readMeeting } from "./read-meeting.ts";
import { resolveRule } from "./resolve-rule.ts";
import type { Verdict } from "./verdict.ts";

/** A verdict with each reason's sentence in Chinese and English. */
export type ExplainedVerdict = Omit<Verdict, "reasons"> & { readonly reasons: readonly ExplainedReason[] };

/**
 * Judges two JSON documents, a rule (`resolveRule`) and a meeting (`readMeeting`): what the command line does.
 * @throws DecisionRefusal with the field.
 */
export function judgeDocuments(ruleDocument: unknown, meetingDocument: unknown, options: JudgeOptions = {}): ExplainedVerdict {
  const meeting = readMeeting(meetingDocument);
  const rule = resolveRule(ruleDocument, meeting.meetingDay);
  const { reasons, ...verdict } = judge(rule, meeting, options);
  return { ...verdict, reasons: reasons.map((reason) => explainReason(reason, rule)) };
}
