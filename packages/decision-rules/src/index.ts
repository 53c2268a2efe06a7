export { LEGAL_PERIODS, type LegalPeriod, SHIPPED_RULES, shippedRule, shippedVersions } from "./defaults.ts";
export { type ExplainedReason, type Locale, explain, explainReason, figureName, itemName } from "./explain.ts";
export { type Loosening, loosenings, refuseLoosening } from "./floor.ts";
export { type Comparison, type Fraction, MAX_COUNT, thresholdOf } from "./fraction.ts";
export { refuseTwoInForce, versionInForce } from "./in-force.ts";
export { type JudgeOptions, judge } from "./judge.ts";
export { type ExplainedVerdict, judgeDocuments } from "./judge-documents.ts";
export type { Figures, Mandate, Meeting, Selection, Tally } from "./meeting.ts";
export { MEETING_FORMAT, readMeeting } from "./read-meeting.ts";
export { RULE_FORMAT, readRule } from "./read-rule.ts";
export { DecisionRefusal, type DecisionRefusalCode } from "./refusal.ts";
export { resolveRule } from "./resolve-rule.ts";
export type {
  Citation,
  CompositionRule,
  InitiativeRight,
  ItemRule,
  Level,
  MeetingForm,
  Names,
  NoticeRule,
  PassingShare,
  ProxyRule,
  QuorumShare,
  RecusalRule,
  Requirement,
  RuleKind,
  RuleVersion,
  SelectionRule,
  Tree,
  VoteBase,
} from "./rule.ts";
export type { Denominator, Outcome, Reason, ReasonCode, ReasonEffect, SelectionResult, Verdict } from "./verdict.ts";
