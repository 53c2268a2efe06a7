import { quote } from "../refusal.ts";
import { onLine } from "../refusal-signal.ts";
import { isDay } from "../journal/day.ts";
import type { HledgerTransaction } from "./hledger-journal.ts";

/** `= 10 CNY`, `== …` (no other commodity), `=* …` (with the accounts below). */
export type Assertion = { readonly text: string; readonly sole: boolean; readonly inclusive: boolean };

export type PostingLine = {
  readonly line: number;
  readonly account: string;
  /** Undefined where it is to be inferred. */
  readonly amount: string | undefined;
  readonly assertion: Assertion | undefined;
  readonly tags: Map<string, string>;
};

export type Head = Omit<HledgerTransaction, "postings" | "tags"> & { readonly tags: Map<string, string> };

const HEAD = /^(?<date>\d{4}([-/.])\d{1,2}\2\d{1,2})(?<second>=\S*)?(?:\s+(?<rest>.*))?$/u;
const REST = /^(?:(?<mark>[*!])\s*)?(?:\((?<code>[^)]*)\)\s*)?(?<description>[^;]*)(?:;(?<comment>.*))?$/u;
const STATUS = { "": "unmarked", "!": "pending", "*": "cleared" } as const;
/** Name, colon, value up to a comma: hledger's tags. */
const TAG = /(?<=^|[\s,])([^\s:,]+):([^,]*)/gu;
const POSTING_DATE = /\[[\d\s/.=-]+\]/u;

export function readHead(text: string, line: number): Head {
  const { date, second, rest = "" } = HEAD.exec(text)?.groups ?? {};
  if (date === undefined) throw onLine("journal-syntax", line, `${quote(text)} begins no transaction: YYYY-MM-DD is needed`);
  if (second !== undefined) throw onLine("journal-unsupported", line, `secondary dates (${quote(second)})`);
  const { mark = "", code = "", description = "", comment } = REST.exec(rest)?.groups ?? {};
  const tags = new Map<string, string>();
  if (comment !== undefined) addTags(tags, comment);
  return {
    line,
    date: readDate(date, line),
    status: STATUS[mark as keyof typeof STATUS],
    code: code.trim(),
    description: description.trim(),
    tags,
  };
}

function readDate(text: string, line: number): string {
  const [year = "", month = "", day = ""] = text.split(/[-/.]/u);
  const date = `${year}-${month.padStart(2, "0")}-${day.padStart(2, "0")}`;
  if (!isDay(date)) throw onLine("malformed-day", line, `${quote(text)} is no day`);
  return date;
}

export function addTags(tags: Map<string, string>, comment: string): void {
  for (const [, name, value] of comment.matchAll(TAG)) tags.set(name!, value!.trim());
}

/** An indented line of a transaction that is no comment. */
export function readPosting(text: string, line: number): PostingLine {
  const body = text.trim().replace(/^[*!]\s*/u, "");
  const [account = ""] = /^.*?(?=\s{2}|\t|$)/u.exec(body) ?? [];
  if (/^[([]/u.test(account))
    throw onLine("journal-unsupported", line, `virtual postings (${quote(account)}): they balance nothing`);
  const [value, comment] = splitComment(body.slice(account.length));
  const tags = new Map<string, string>();
  if (comment !== undefined) addPostingTags(tags, comment, line);
  const { amount, sign, asserted } = /^(?<amount>[^=]*)(?:(?<sign>==?\*?)(?<asserted>.*))?$/u.exec(value)?.groups ?? {};
  const written = amount?.trim() ?? "";
  if (sign !== undefined && written === "") {
    throw onLine("journal-unsupported", line, "balance assignments (an assertion without an amount)");
  }
  return {
    line,
    account,
    amount: written === "" ? undefined : written,
    assertion:
      sign === undefined
        ? undefined
        : { text: asserted?.trim() ?? "", sole: sign.startsWith("=="), inclusive: sign.endsWith("*") },
    tags,
  };
}

/** Tags of a posting's comment; those that would move it to another day are refused. */
export function addPostingTags(tags: Map<string, string>, comment: string, line: number): void {
  addTags(tags, comment);
  if (tags.has("date") || tags.has("date2") || POSTING_DATE.test(comment)) {
    throw onLine("journal-unsupported", line, "posting dates: an entry has one day");
  }
}

/** The part before the first semicolon that is not in quotes, and the part after it. */
export function splitComment(text: string): readonly [string, string | undefined] {
  let quoted = false;
  for (let at = 0; at < text.length; at += 1) {
    if (text[at] === '"') quoted = !quoted;
    if (text[at] === ";" && !quoted) return [text.slice(0, at), text.slice(at + 1)];
  }
  return [text, undefined];
}

/** The exact text of an entry where a description could not hold it: `; exact-text "…"` of our own exports. */
export function exactText(comment: string): string | undefined {
  const written = /^\s*exact-text (".*")\s*$/u.exec(comment)?.[1];
  if (written === undefined) return undefined;
  try {
    const text: unknown = JSON.parse(written);
    return typeof text === "string" ? text : undefined;
  } catch {
    return undefined;
  }
}
