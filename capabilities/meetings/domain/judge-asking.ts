import { type ExplainedReason, explainReason, judge, readMeeting, resolveRule } from "@gongzhi/decision-rules";

export type Asking = {
  /** Must the meeting be called? */
  readonly must: boolean;
  readonly needed: number;
  readonly reasons: readonly ExplainedReason[];
};

/** Whether those who signed are enough by the rule: `signed` of `roll` persons of one right (`adults`, `representatives`). */
export function judgeAsking(document: unknown, day: string, of: string, signed: number, roll: number): Asking {
  const rule = resolveRule(document, day);
  const verdict = judge(rule, readMeeting({ roll: { [of]: roll }, initiative: { [of]: signed } }));
  const reason = verdict.reasons.find(({ code }) => code === "initiative" || code === "initiative-count");
  const reasons = verdict.reasons.filter(({ code }) => code.startsWith("initiative"));
  return {
    must: verdict.mustBeCalled === true,
    needed: reason?.threshold ?? 0,
    reasons: reasons.map((one) => explainReason(one, rule)),
  };
}
