export { isRefusal, type Refusal, type RefusalCode } from "./refusal.ts";
export { type Account, ACCOUNT_TYPES, type AccountType, judgeAccount } from "./journal/account.ts";
export { Book } from "./journal/book.ts";
export type { Closing } from "./journal/closing.ts";
export { closingPostings } from "./journal/closing.ts";
export type { Day } from "./journal/day.ts";
export { type Entry, type EntryContext, type EntryDraft, type EntryKind, judgeEntry, type Posting } from "./journal/entry.ts";
export { judgePeriod, type Period } from "./journal/period.ts";
export { judgeReversal, type Reversal, reversalOf } from "./journal/reversal.ts";
export { type Alteration, findAlterations, type PostingRow, rowsOf, type RowSeal, rowText } from "./journal/rows.ts";
export { formatAmount, judgeUnit, type Unit } from "./journal/unit.ts";
export { type AccountLedger, accountLedger, type LedgerLine } from "./statements/account-ledger.ts";
export { type BalanceSheet, balanceSheet } from "./statements/balance-sheet.ts";
export { type IncomeStatement, incomeStatement } from "./statements/income-statement.ts";
export { type TrialBalance, trialBalance, type TrialLine } from "./statements/trial-balance.ts";
export type { BookView, Section, Span, StatementLine } from "./statements/view.ts";
export { bookFromHledger } from "./hledger/book-from-hledger.ts";
export type { HledgerJournal, HledgerPosting, HledgerTransaction } from "./hledger/hledger-journal.ts";
export { readHledger } from "./hledger/read-hledger.ts";
export { writeHledger } from "./hledger/write-hledger.ts";
export { type MembersOutcome, type PlanOutcome, reckonPlan, type StepOutcome } from "./distribution/carry-out.ts";
export {
  type Claim,
  distribute,
  type Distribution,
  exactShare,
  type Residue,
  type RoundingReason,
  type Share,
  TIE_RULES,
  type TieRule,
} from "./distribution/largest-remainder.ts";
export type { DistributionRule, Member, Plan, Source, Step, StepAmount, StepKind } from "./distribution/plan.ts";
export { readPlan } from "./distribution/read-plan.ts";
export { SHIPPED_RULES } from "./distribution/read-rule.ts";
export type { Fraction, Weight } from "./distribution/weight.ts";
export { outcomeJson } from "./distribution/write-outcome.ts";
