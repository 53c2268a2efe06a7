/**
 * An expected no, as a value. `code` is stable and may be branched on; `message` and `remedy` are plain English. `at` is where: the
 * path in a plan (`steps.1.share`), the place in an entry (`postings.3.account`), or the line of a journal (`line 12`).
 */
export type Refusal = {
  readonly refused: true;
  readonly code: RefusalCode;
  readonly at?: string;
  readonly message: string;
  /** What can be done about it. */
  readonly remedy: string;
};

const REMEDIES = {
  "malformed-key": "Give a key of 1 to 200 letters, digits and . _ : / # - that begins with a letter or digit.",
  "malformed-day": "Give a day of the calendar as YYYY-MM-DD, from 1900 to 9999.",
  "malformed-text": "Give a text of one line, at most 500 characters.",
  "malformed-tag": "Give tags as names of letters, digits, _ and -, with values of one line without a comma or semicolon.",
  "malformed-name": "Give a name whose parts stand between colons, without line breaks, semicolons or two spaces in a row.",
  "malformed-unit": "Give a unit a name of 1 to 40 characters and 0 to 8 decimals.",
  "malformed-amount": "Give a whole number of the unit's smallest part, at most 2^53 - 1 on either side of zero.",
  "unit-unknown": "Open the unit first.",
  "unit-differs": "A unit keeps its decimals; open one under another name.",
  "account-unknown": "Open the account first.",
  "account-differs": "An account keeps its type, and its sub-accounts have the same; open one under another name.",
  "entry-empty": "Give the entry at least one posting.",
  "entry-too-long": "Divide the entry into several that each balance.",
  "entry-unbalanced": "Correct the amounts: in each unit what is debited must equal what is credited.",
  "key-reused": "Give the other content another key; to repeat an entry send it unchanged.",
  "period-unknown": "Open a period that holds the day.",
  "period-differs": "A period keeps its days; open one under another name.",
  "period-misplaced": "Let the period begin on the day after the last one ends, and end no earlier than it begins.",
  "period-closed":
    "Enter it in an open period: closed periods stay closed, and what was wrong in one is reversed in a later one.",
  "earlier-period-open": "Close the earlier periods first.",
  "not-equity": "Close income and expenses into an account of equity.",
  "entry-unknown": "Name an entry of this book by its key.",
  "already-reversed": "An entry is reversed once; enter it anew if it was right after all.",
  "not-reversible": "Reversals and closing entries stand; enter what is meant as a new entry.",
  "reason-missing": "Say in a sentence why the entry is reversed.",
  "reversed-before-entered": "Date the reversal on the day of the entry or later.",
  "journal-too-large": "Divide the journal into several files.",
  "journal-syntax": "Write the line in the part of hledger's journal format that docs/algorithms/double-entry.md lists.",
  "journal-unsupported":
    "Take this out of the journal: it is outside the part of the format that is read, and leaving it out silently would change figures.",
  "journal-unbalanced": "Correct the amounts, or leave out one of them.",
  "assertion-failed": "Correct the entries before this line, or the balance it asserts.",
  "type-unknown": "Declare the account's type: account NAME  ; type: A (A, L, E, R or X).",
  "journal-inconsistent":
    "The journal's closing or reversing entries are not those its other entries lead to; export it anew from its source.",
  "weight-malformed": 'Give a weight that is not negative: a whole number, a decimal, or a fraction such as "7/3".',
  "weights-zero": "Give at least one claim a weight above zero.",
  "claims-too-many": "Distribute in groups.",
  "claim-repeated": "Give each claim an id of its own.",
  "denominators-too-large": "State the weights over fewer denominators.",
  malformed: "Correct the field; packages/double-entry/schemas/plan.schema.json is the format.",
  "rule-unknown": "Name a rule that is shipped, or write the rule out.",
  "out-of-order": "Put the steps in the rule's order.",
  "exceeds-remaining": "Lower the step's amount to what is left at that point.",
  "below-floor": "Raise the reserves to what the rule asks for.",
  "nothing-for-rest": "Let only the last step take the rest.",
  "carry-missing": 'Name the account that what is left over stays in ("carry"), or let a step take the rest.',
} as const;

export type RefusalCode = keyof typeof REMEDIES;

export function refuse(code: RefusalCode, message: string, at?: string): Refusal {
  return { refused: true, code, ...(at === undefined ? {} : { at }), message, remedy: REMEDIES[code] };
}

/** Tells a refusal from a result. */
export function isRefusal(value: unknown): value is Refusal {
  return typeof value === "object" && value !== null && "refused" in value && value.refused === true;
}

/** Outside values in a message are cut: a refusal is one line. */
const QUOTED_CHARS_MAX = 60;

export function quote(value: unknown): string {
  const text = typeof value === "string" ? value : (JSON.stringify(value) ?? String(value));
  return `"${text.length > QUOTED_CHARS_MAX ? `${text.slice(0, QUOTED_CHARS_MAX)}…` : text}"`;
}
