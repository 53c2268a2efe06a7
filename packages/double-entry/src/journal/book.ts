import { quote, type Refusal, refuse } from "../refusal.ts";
import { type Account, type AccountType, judgeAccount, parentOf } from "./account.ts";
import { type Closing, closingPostings, sameClosing } from "./closing.ts";
import type { Day } from "./day.ts";
import { type Entry, type EntryContext, type EntryDraft, judgeEntry, sameContent } from "./entry.ts";
import { findPeriod, judgePeriod, type Period } from "./period.ts";
import { judgeReversal, type Reversal, reversalOf } from "./reversal.ts";
import { addByUnit, type Tallies, totalOf } from "./tally.ts";
import { judgeUnit, type Unit } from "./unit.ts";

/** An account of the tree; `open` says whether it takes postings or only has accounts below it. */
type Node = { readonly account: Account; open: boolean; readonly balance: Tallies };

/**
 * A double-entry book in memory. It grows and never changes: entries are frozen copies, there is no way to alter or remove one, and
 * none to open a closed period again. Every act is judged first and either done whole or refused as a value. Acts are idempotent: the
 * same act again gives the same result, also after the period was closed.
 */
export class Book {
  readonly #units = new Map<string, Unit>();
  readonly #nodes = new Map<string, Node>();
  readonly #periods: Period[] = [];
  readonly #entries: Entry[] = [];
  readonly #byKey = new Map<string, Entry>();
  readonly #reversedBy = new Map<string, string>();
  readonly #closings = new Map<string, Closing>();
  readonly #context: EntryContext = {
    hasAccount: (name) => this.#nodes.get(name)?.open === true,
    unit: (name) => this.#units.get(name),
    periodOn: (day) => findPeriod(this.#periods, day),
  };

  /** Opens a unit. Refuses `malformed-unit`, `unit-differs`. */
  openUnit(unit: Unit): Unit | Refusal {
    const refusal = judgeUnit(unit);
    if (refusal !== undefined) return refusal;
    const known = this.#units.get(unit.name);
    if (known !== undefined) {
      if (known.decimals === unit.decimals) return known;
      return refuse("unit-differs", `${unit.name} has ${known.decimals} decimals, not ${unit.decimals}`, "decimals");
    }
    const opened = Object.freeze({ name: unit.name, decimals: unit.decimals });
    this.#units.set(unit.name, opened);
    return opened;
  }

  /** Opens an account for postings; those above it come to be without being open. Refuses `malformed-name`, `account-differs`. */
  openAccount(account: Account): Account | Refusal {
    const refusal = judgeAccount(account) ?? this.#judgeType(account);
    if (refusal !== undefined) return refusal;
    for (let above = parentOf(account.name); above !== undefined; above = parentOf(above)) this.#node(above, account.type);
    const node = this.#node(account.name, account.type);
    node.open = true;
    return node.account;
  }

  #judgeType({ name, type }: Account): Refusal | undefined {
    for (let at: string | undefined = name; at !== undefined; at = parentOf(at)) {
      const known = this.#nodes.get(at)?.account.type;
      if (known === undefined || known === type) continue;
      return refuse("account-differs", `${quote(at)} is of type ${known}, so ${quote(name)} cannot be of type ${type}`, "type");
    }
    return undefined;
  }

  #node(name: string, type: AccountType): Node {
    let node = this.#nodes.get(name);
    if (node === undefined) {
      node = { account: Object.freeze({ name, type }), open: false, balance: new Map() };
      this.#nodes.set(name, node);
    }
    return node;
  }

  /** Opens the period that follows the last one. Refuses `malformed-name`, `malformed-day`, `period-misplaced`, `period-differs`. */
  openPeriod(period: { readonly name: string; readonly from: Day; readonly to: Day }): Period | Refusal {
    const known = this.#periods.find(({ name }) => name === period.name);
    if (known !== undefined) {
      if (known.from === period.from && known.to === period.to) return known;
      return refuse("period-differs", `${period.name} lasts from ${known.from} to ${known.to}`, "name");
    }
    const refusal = judgePeriod(period, this.#periods.at(-1));
    if (refusal !== undefined) return refusal;
    const opened = Object.freeze({ name: period.name, from: period.from, to: period.to, closed: false });
    this.#periods.push(opened);
    return opened;
  }

  /** Enters what balances in each unit, in open accounts, on a day of an open period. The same key and content give the same entry. */
  post(draft: EntryDraft): Entry | Refusal {
    const earlier = this.#byKey.get(draft.key);
    if (earlier !== undefined) {
      return earlier.kind === "entry" && sameContent(earlier, draft) ? earlier : keyReused(earlier);
    }
    return judgeEntry(draft, this.#context) ?? this.#append(draft, "entry");
  }

  /** Takes an entry back whole by one with every amount negated, in an open period; its text is the reason. */
  reverse(reversal: Reversal): Entry | Refusal {
    const original = this.#byKey.get(reversal.of);
    const earlier = this.#byKey.get(reversal.key);
    if (earlier !== undefined) {
      const same =
        earlier.reverses === reversal.of && original !== undefined && sameContent(earlier, reversalOf(original, reversal));
      return same ? earlier : keyReused(earlier);
    }
    const refusal = judgeReversal(reversal, original, this.#reversedBy.get(reversal.of));
    if (refusal !== undefined || original === undefined)
      return refusal ?? refuse("entry-unknown", `there is no ${reversal.of}`, "of");
    const draft = reversalOf(original, reversal);
    const unfit = judgeEntry(draft, this.#context);
    if (unfit !== undefined) return unfit;
    this.#reversedBy.set(original.key, reversal.key);
    return this.#append(draft, "reversal", original.key);
  }

  /**
   * Closes a period for good, the earlier ones being closed. With `into`, an open account of equity, whatever income and expenses
   * then stand at is first carried there by one closing entry on the period's last day; without it, the period is only locked.
   */
  closePeriod(closing: Closing): Period | Refusal {
    const index = this.#periods.findIndex(({ name }) => name === closing.period);
    const period = this.#periods[index];
    if (period === undefined) return refuse("period-unknown", `there is no period ${quote(closing.period)}`, "period");
    if (period.closed) {
      if (sameClosing(this.#closings.get(period.name), closing)) return period;
      return refuse("period-closed", `${period.name} was closed in another way`, "period");
    }
    const before = this.#periods[index - 1];
    if (before?.closed === false) return refuse("earlier-period-open", `${before.name} is open`, "period");
    const refusal = closing.into === undefined ? undefined : this.#carryResult(closing.into, period);
    if (refusal !== undefined) return refusal;
    const closed = Object.freeze({ ...period, closed: true });
    this.#periods[index] = closed;
    this.#closings.set(period.name, structuredClone(closing));
    return closed;
  }

  #carryResult({ key, account, text }: NonNullable<Closing["into"]>, period: Period): Refusal | undefined {
    const target = this.#nodes.get(account);
    if (target?.open !== true) return refuse("account-unknown", `there is no account ${quote(account)}`, "into.account");
    if (target.account.type !== "equity") {
      return refuse("not-equity", `${quote(account)} is of type ${target.account.type}`, "into.account");
    }
    const earlier = this.#byKey.get(key);
    if (earlier !== undefined) return keyReused(earlier);
    const postings = closingPostings(this, period.to, account);
    if (postings.length === 0) return undefined;
    const draft = { key, date: period.to, text, postings };
    const unfit = judgeEntry(draft, this.#context);
    if (unfit === undefined) this.#append(draft, "closing");
    return unfit;
  }

  #append(draft: EntryDraft, kind: Entry["kind"], reverses?: string): Entry {
    // Adding 0 makes 0 of -0.
    const postings = draft.postings.map(({ account, unit, amount }) => Object.freeze({ account, unit, amount: amount + 0 }));
    const entry: Entry = Object.freeze({
      number: this.#entries.length + 1,
      kind,
      key: draft.key,
      date: draft.date,
      text: draft.text,
      postings: Object.freeze(postings),
      ...(draft.tags === undefined ? {} : { tags: Object.freeze({ ...draft.tags }) }),
      ...(reverses === undefined ? {} : { reverses }),
    });
    for (const { account, unit, amount } of postings) addByUnit(this.#nodes.get(account)!.balance, unit, amount);
    this.#entries.push(entry);
    this.#byKey.set(entry.key, entry);
    return entry;
  }

  /** In the order they were opened. */
  get units(): readonly Unit[] {
    return [...this.#units.values()];
  }

  /** Those open for postings, in the order they came to be. */
  get accounts(): readonly Account[] {
    return [...this.#nodes.values()].filter(({ open }) => open).map(({ account }) => account);
  }

  get periods(): readonly Period[] {
    return [...this.#periods];
  }

  get size(): number {
    return this.#entries.length;
  }

  /** Every entry in the order of posting. */
  entries(): IterableIterator<Entry> {
    return this.#entries.values();
  }

  entry(key: string): Entry | undefined {
    return this.#byKey.get(key);
  }

  /** The key of the entry that reversed this one. */
  reversedBy(key: string): string | undefined {
    return this.#reversedBy.get(key);
  }

  /** What the account itself stands at, all entries included, debit positive; 0 where there is nothing. */
  balance(account: string, unit: string): bigint {
    const tally = this.#nodes.get(account)?.balance.get(unit);
    return tally === undefined ? 0n : totalOf(tally);
  }
}

function keyReused({ key, number }: Entry): Refusal {
  return refuse("key-reused", `the key ${key} is that of entry ${number}, which says something else`, "key");
}
