import { quote, type Refusal } from "../refusal.ts";
import { catchRefusal, onLine } from "../refusal-signal.ts";
import { type AccountType, judgeAccount } from "../journal/account.ts";
import { isDay } from "../journal/day.ts";
import type { Period } from "../journal/period.ts";
import { DECIMALS_MAX, judgeUnit, type Unit } from "../journal/unit.ts";
import { typeOfAccount, typeOfTag } from "./account-types.ts";
import { balanceTransaction, type ReadPosting } from "./balance-transaction.ts";
import { checkAssertions, type ReadAssertion } from "./check-assertions.ts";
import { type HledgerJournal, type HledgerTransaction, JOURNAL_CHARS_MAX } from "./hledger-journal.ts";
import { amountOf, type DecimalMark, type Quantity, readQuantity, wholeOf } from "./quantity.ts";
import {
  addPostingTags,
  addTags,
  exactText,
  type Head,
  type PostingLine,
  readHead,
  readPosting,
  splitComment,
} from "./read-lines.ts";

/** What is known after the first pass over the lines. */
type Raw = {
  readonly transactions: { readonly head: Head; text: string | undefined; readonly postings: PostingLine[] }[];
  /** Declared accounts with the type their tag gives, if any. */
  readonly accounts: Map<string, { readonly line: number; type?: AccountType }>;
  /** Declared commodities; -1 where the directive gives no format. */
  readonly commodities: Map<string, number>;
  readonly periods: Period[];
  decimalMark: DecimalMark;
  /** Told by a decimal-mark directive. */
  markStated: boolean;
};

/**
 * Reads the part of hledger's journal format that docs/algorithms/double-entry.md lists. What is outside it and would change a figure
 * is refused with its line; so is a transaction that does not balance and a balance assertion that does not hold.
 */
export function readHledger(text: string): HledgerJournal | Refusal {
  return catchRefusal(() => {
    if (text.length > JOURNAL_CHARS_MAX) {
      throw onLine("journal-too-large", 1, `${text.length} characters, at most ${JOURNAL_CHARS_MAX}`);
    }
    return finish(readRaw(text.replace(/^\ufeff/u, "").split(/\r?\n/u)));
  });
}

type Block = { readonly kind: "transaction" | "account" | "commodity" | "other"; readonly name: string };

function readRaw(lines: readonly string[]): Raw {
  const raw: Raw = {
    transactions: [],
    accounts: new Map(),
    commodities: new Map(),
    periods: [],
    decimalMark: ".",
    markStated: false,
  };
  let block: Block | undefined;
  let commented = false;
  for (const [index, text] of lines.entries()) {
    const line = index + 1;
    if (commented) {
      commented = !/^end comment\s*$/u.test(text);
    } else if (/^comment\s*$/u.test(text)) {
      commented = true;
    } else if (text.trim() === "") {
      block = undefined;
    } else if (/^[;#*]/u.test(text)) {
      readPeriod(raw, text, line);
    } else if (/^\s/u.test(text)) {
      readIndented(raw, block, text.trim(), line);
    } else if (/^\d/u.test(text)) {
      raw.transactions.push({ head: readHead(text, line), text: undefined, postings: [] });
      block = { kind: "transaction", name: "" };
    } else {
      block = readDirective(raw, text, line);
    }
  }
  return raw;
}

/** `; period: NAME FROM TO open|closed`, as our own exports have it. */
function readPeriod(raw: Raw, text: string, line: number): void {
  const [, name, from, to, state] = /^; period: (\S+) (\S+) (\S+) (open|closed)$/u.exec(text) ?? [];
  if (name === undefined || from === undefined || to === undefined) return;
  if (!isDay(from) || !isDay(to)) throw onLine("malformed-day", line, `the period ${quote(name)} has no days`);
  raw.periods.push({ name, from, to, closed: state === "closed" });
}

function readIndented(raw: Raw, block: Block | undefined, text: string, line: number): void {
  if (block === undefined) throw onLine("journal-syntax", line, `${quote(text)} is indented and belongs to nothing above it`);
  const comment = text.startsWith(";") ? text.slice(1) : undefined;
  switch (block.kind) {
    case "transaction":
      return readPart(raw.transactions.at(-1)!, text, comment, line);
    case "account":
      if (comment !== undefined) setType(raw, block.name, comment, line);
      return;
    case "commodity":
      if (/^format\s/u.test(text)) setFormat(raw, splitComment(text.slice("format".length))[0], line);
      return;
    case "other":
      return;
  }
}

function readPart(transaction: Raw["transactions"][number], text: string, comment: string | undefined, line: number): void {
  const last = transaction.postings.at(-1);
  if (comment === undefined) {
    transaction.postings.push(readPosting(text, line));
  } else if (last !== undefined) {
    addPostingTags(last.tags, comment, line);
  } else {
    const exact = exactText(comment);
    if (exact === undefined) addTags(transaction.head.tags, comment);
    else transaction.text = exact;
  }
}

/** Directives that change no figure here: prices are of no use where units are kept apart. */
const READ_OVER = new Set(["payee", "tag", "P"]);

function readDirective(raw: Raw, text: string, line: number): Block {
  const [, word = "", rest = ""] = /^(\S+)\s*(.*)$/u.exec(text) ?? [];
  switch (word) {
    case "account": {
      const [name = ""] = /^.*?(?=\s{2}|\t|$)/u.exec(rest) ?? [];
      const [extra, comment] = splitComment(rest.slice(name.length));
      if (extra.trim() !== "") throw onLine("journal-syntax", line, `${quote(extra.trim())} after an account's name`);
      raw.accounts.set(name, { line, ...raw.accounts.get(name) });
      if (comment !== undefined) setType(raw, name, comment, line);
      return { kind: "account", name };
    }
    case "commodity": {
      const [written] = splitComment(rest);
      if (/\d/u.test(written.replaceAll(/"[^"]*"/gu, ""))) setFormat(raw, written, line);
      else raw.commodities.set(written.trim().replaceAll('"', ""), -1);
      return { kind: "commodity", name: written.trim() };
    }
    case "decimal-mark": {
      const mark = rest.trim();
      if (mark !== "." && mark !== ",") throw onLine("journal-syntax", line, `${quote(mark)} is no decimal mark`);
      raw.decimalMark = mark;
      raw.markStated = true;
      return { kind: "other", name: word };
    }
    default:
      if (!READ_OVER.has(word)) throw onLine("journal-unsupported", line, `the directive ${quote(word)}`);
      return { kind: "other", name: word };
  }
}

function setType(raw: Raw, name: string, comment: string, line: number): void {
  const tags = new Map<string, string>();
  addTags(tags, comment);
  const tag = tags.get("type");
  if (tag !== undefined) raw.accounts.set(name, { line, type: typeOfTag(tag, line) });
}

/** A format shows a decimal mark, so it says which of two marks that is. */
function setFormat(raw: Raw, written: string, line: number): void {
  const { unit, scale } = readQuantity(written, { decimalMark: raw.decimalMark, isStated: () => true }, line);
  if (scale > DECIMALS_MAX) throw onLine("malformed-unit", line, `${unit} has more than ${DECIMALS_MAX} decimals`);
  if (!written.includes(raw.decimalMark)) {
    throw onLine(
      "journal-syntax",
      line,
      `${quote(written.trim())} shows no decimal mark ${raw.decimalMark} (1000. if none are wanted)`,
    );
  }
  raw.commodities.set(unit, scale);
}

/** Second pass: amounts in each commodity's smallest part, what was left out, types, assertions. */
function finish(raw: Raw): HledgerJournal {
  const quantities = raw.transactions.map(({ postings }) => postings.map((posting) => readAmounts(posting, raw)));
  const units = unitsOf(raw, quantities.flat());
  const decimalsOf = (unit: string) => units.get(unit)?.decimals ?? 0;
  const assertions = new Map<number, ReadAssertion>();
  const transactions = raw.transactions.map(({ head, text, postings }, index): HledgerTransaction => {
    if (postings.length === 0) throw onLine("entry-empty", head.line, "the transaction has no posting");
    const read = postings.map((written, at): ReadPosting => {
      const { amount, asserted } = quantities[index]![at]!;
      if (asserted !== undefined && written.assertion !== undefined) {
        const { sole, inclusive } = written.assertion;
        const balance = wholeOf(asserted, decimalsOf(asserted.unit));
        assertions.set(written.line, { unit: asserted.unit, amount: balance, sole, inclusive });
      }
      if (amount === undefined) return { written, value: undefined };
      const unit = unitOf(amount, asserted);
      return { written, value: { unit, amount: amountOf(amount, decimalsOf(unit)) } };
    });
    return { ...head, description: text ?? head.description, postings: balanceTransaction(head.line, read, decimalsOf) };
  });
  const accounts = accountsOf(raw, transactions);
  checkAssertions(transactions, assertions, decimalsOf);
  return { units: [...units.values()], accounts, periods: raw.periods, transactions, assertions: assertions.size };
}

type Amounts = { readonly amount: Quantity | undefined; readonly asserted: Quantity | undefined };

function readAmounts({ amount, assertion, line }: PostingLine, { decimalMark, markStated, commodities }: Raw): Amounts {
  const isStated = (unit: string) => markStated || (commodities.get(unit) ?? -1) >= 0;
  const read = (text: string) => readQuantity(text, { decimalMark, isStated }, line);
  const asserted = assertion === undefined ? undefined : read(assertion.text);
  if (asserted?.unit === "") throw onLine("journal-syntax", line, "the balance asserted names no commodity");
  return { amount: amount === undefined ? undefined : read(amount), asserted };
}

/** A bare 0 is in the unit that its line asserts. */
function unitOf({ unit, line }: Quantity, asserted: Quantity | undefined): string {
  const found = unit === "" ? asserted?.unit : unit;
  if (found === undefined) throw onLine("journal-syntax", line, "the amount names no commodity");
  return found;
}

/** Declared decimals, else the most that are written anywhere. */
function unitsOf({ commodities }: Raw, quantities: readonly Amounts[]): ReadonlyMap<string, Unit> {
  const decimals = new Map([...commodities].map(([name, scale]) => [name, Math.max(scale, 0)]));
  for (const quantity of quantities.flatMap(({ amount, asserted }) => [amount, asserted])) {
    if (quantity === undefined || quantity.unit === "" || (commodities.get(quantity.unit) ?? -1) >= 0) continue;
    decimals.set(quantity.unit, Math.max(decimals.get(quantity.unit) ?? 0, quantity.scale));
  }
  return new Map(
    [...decimals].map(([name, scale]) => {
      const unit = { name, decimals: scale };
      const refusal = judgeUnit(unit);
      if (refusal !== undefined) throw onLine(refusal.code, 1, refusal.message);
      return [name, unit];
    }),
  );
}

function accountsOf({ accounts }: Raw, transactions: readonly HledgerTransaction[]): HledgerJournal["accounts"] {
  const lines = new Map([...accounts].map(([name, { line }]) => [name, line]));
  for (const { account, line } of transactions.flatMap(({ postings }) => postings)) {
    if (!lines.has(account)) lines.set(account, line);
  }
  const declared = new Map([...accounts].flatMap(([name, { type }]) => (type === undefined ? [] : [[name, type] as const])));
  return [...lines].map(([name, line]) => {
    const account = { name, type: typeOfAccount(name, declared, line) };
    const refusal = judgeAccount(account);
    if (refusal !== undefined) throw onLine(refusal.code, line, refusal.message);
    return account;
  });
}
