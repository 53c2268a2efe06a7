import { quote, type Refusal, refuse } from "../refusal.ts";
import { type Day, isDay } from "./day.ts";
import type { Period } from "./period.ts";
import { addByUnit, addTo, isZero, newTally, type Tallies, totalOf } from "./tally.ts";
import type { Unit } from "./unit.ts";

/** `amount`: a whole number of the unit's smallest part; debits are positive, credits negative, as in hledger. */
export type Posting = { readonly account: string; readonly unit: string; readonly amount: number };

/** What a caller hands over. `key` is the caller's own: the same key with the same content is the same entry. */
export type EntryDraft = {
  readonly key: string;
  readonly date: Day;
  readonly text: string;
  readonly postings: readonly Posting[];
  /** References of the caller's: `{ voucher: "2025-03-17" }`. */
  readonly tags?: Readonly<Record<string, string>>;
};

/** An entry of a book: never altered, never removed. */
export type Entry = EntryDraft & {
  /** 1, 2, 3 … in the order of posting. */
  readonly number: number;
  readonly kind: EntryKind;
  /** Of a reversal: the key of the entry it takes back; its text is the reason. */
  readonly reverses?: string;
};

export type EntryKind = "entry" | "reversal" | "closing";

/** What an entry is judged by: a book in memory, or what a server has loaded of one. */
export type EntryContext = {
  readonly hasAccount: (name: string) => boolean;
  readonly unit: (name: string) => Unit | undefined;
  readonly periodOn: (day: Day) => Period | undefined;
};

/** A dividend for a million members is one entry. */
export const POSTINGS_MAX = 2_000_000;
export const TEXT_CHARS_MAX = 500;
const TAGS_MAX = 20;
const KEY = /^[\p{L}\p{N}][\p{L}\p{N}._:/#-]{0,199}$/u;
const ONE_LINE = /^[^\p{Cc}\p{Zl}\p{Zp}]*$/u;
const TAG_NAME = /^[A-Za-z][A-Za-z0-9_-]{0,39}$/u;
const TAG_VALUE = /^(?!\s)[^\p{Cc}\p{Zl}\p{Zp},;]{0,200}(?<!\s)$/u;
/** These mean something in a journal. */
export const RESERVED_TAGS: ReadonlySet<string> = new Set(["date", "date2", "type", "kind", "reverses", "period"]);

/** Whether the entry may stand in the book, all but its key: whether that was used before, the book knows. */
export function judgeEntry(draft: EntryDraft, context: EntryContext): Refusal | undefined {
  return judgeHead(draft) ?? judgePeriod(draft, context) ?? judgePostings(draft.postings, context);
}

function judgeHead({ key, date, text, tags }: EntryDraft): Refusal | undefined {
  if (typeof key !== "string" || !KEY.test(key)) return refuse("malformed-key", `${quote(key)} is no key`, "key");
  if (!isDay(date)) return refuse("malformed-day", `${quote(date)} is no day`, "date");
  if (typeof text !== "string" || text.length > TEXT_CHARS_MAX || !ONE_LINE.test(text)) {
    return refuse("malformed-text", `${quote(text)} is no text of one line`, "text");
  }
  return tags === undefined ? undefined : judgeTags(tags);
}

function judgeTags(tags: Readonly<Record<string, string>>): Refusal | undefined {
  const pairs = Object.entries(tags);
  if (pairs.length > TAGS_MAX) return refuse("malformed-tag", `${pairs.length} tags, at most ${TAGS_MAX}`, "tags");
  for (const [name, value] of pairs) {
    if (!TAG_NAME.test(name) || RESERVED_TAGS.has(name))
      return refuse("malformed-tag", `${quote(name)} is no name for a tag`, "tags");
    if (typeof value !== "string" || !TAG_VALUE.test(value)) {
      return refuse("malformed-tag", `${quote(value)} cannot be the value of a tag`, `tags.${name}`);
    }
  }
  return undefined;
}

function judgePeriod({ date }: EntryDraft, { periodOn }: EntryContext): Refusal | undefined {
  const period = periodOn(date);
  if (period === undefined) return refuse("period-unknown", `no period holds ${date}`, "date");
  return period.closed ? refuse("period-closed", `the period ${period.name} that holds ${date} is closed`, "date") : undefined;
}

function judgePostings(postings: readonly Posting[], { hasAccount, unit }: EntryContext): Refusal | undefined {
  if (postings.length === 0) return refuse("entry-empty", "the entry has no posting", "postings");
  if (postings.length > POSTINGS_MAX) {
    return refuse("entry-too-long", `${postings.length} postings, at most ${POSTINGS_MAX}`, "postings");
  }
  // Nearly all entries are in one unit; sums of others are kept apart.
  const first = postings[0]!.unit;
  const sum = newTally();
  let others: Tallies | undefined;
  for (const [index, posting] of postings.entries()) {
    if (!hasAccount(posting.account)) {
      return refuse("account-unknown", `there is no account ${quote(posting.account)}`, `postings.${index}.account`);
    }
    if (!Number.isSafeInteger(posting.amount)) {
      return refuse("malformed-amount", `${quote(posting.amount)} is no amount`, `postings.${index}.amount`);
    }
    if ((index === 0 || posting.unit !== first) && unit(posting.unit) === undefined) {
      return refuse("unit-unknown", `there is no unit ${quote(posting.unit)}`, `postings.${index}.unit`);
    }
    if (posting.unit === first) addTo(sum, posting.amount);
    else addByUnit((others ??= new Map()), posting.unit, posting.amount);
  }
  const sums: Tallies = others ?? new Map();
  for (const [name, tally] of [[first, sum] as const, ...sums]) {
    if (!isZero(tally))
      return refuse("entry-unbalanced", `in ${name} the postings sum to ${totalOf(tally)}, not to 0`, "postings");
  }
  return undefined;
}

/** Whether both say the same, whatever the objects: the order of postings counts, that of tags does not. */
export function sameContent(a: EntryDraft, b: EntryDraft): boolean {
  if (a.key !== b.key || a.date !== b.date || a.text !== b.text || a.postings.length !== b.postings.length) return false;
  const [mine, theirs] = [a.tags ?? {}, b.tags ?? {}];
  const names = Object.keys(mine);
  if (names.length !== Object.keys(theirs).length || names.some((name) => mine[name] !== theirs[name])) return false;
  return a.postings.every((posting, index) => samePosting(posting, b.postings[index]!));
}

function samePosting(a: Posting, b: Posting): boolean {
  return a.account === b.account && a.unit === b.unit && a.amount === b.amount;
}
