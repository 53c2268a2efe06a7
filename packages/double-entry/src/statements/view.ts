import type { Account, AccountType } from "../journal/account.ts";
import { parentOf } from "../journal/account.ts";
import type { Day } from "../journal/day.ts";
import type { Entry } from "../journal/entry.ts";
import { addByUnit, type Tallies, totalOf } from "../journal/tally.ts";
import type { Unit } from "../journal/unit.ts";

/** What statements are made of: a `Book`, or what a server has loaded of one. */
export type BookView = {
  readonly units: readonly Unit[];
  readonly accounts: readonly Account[];
  entries(): Iterable<Entry>;
};

/** Days `from` to `to`, both included; open where absent. A `Period` is one. */
export type Span = { readonly from?: Day; readonly to?: Day };

/** Sums of the postings that a statement takes in, by account and unit; debit positive. */
export function sumPostings(book: BookView, takes: (entry: Entry) => boolean): ReadonlyMap<string, Tallies> {
  const sums = new Map<string, Tallies>();
  for (const entry of book.entries()) {
    if (!takes(entry)) continue;
    for (const { account, unit, amount } of entry.postings) {
      let tallies = sums.get(account);
      if (tallies === undefined) {
        tallies = new Map();
        sums.set(account, tallies);
      }
      addByUnit(tallies, unit, amount);
    }
  }
  return sums;
}

/** One account in one unit, in the direction its section grows: assets and expenses by debits, the others by credits. */
export type StatementLine = {
  readonly account: string;
  /** 0 at the top of the tree. */
  readonly depth: number;
  readonly unit: string;
  /** Postings of this account itself. */
  readonly own: bigint;
  /** With all accounts below it. */
  readonly total: bigint;
};

export type Section = {
  readonly lines: readonly StatementLine[];
  /** By unit. */
  readonly totals: ReadonlyMap<string, bigint>;
};

/** The accounts of one type as a tree, parents before children; what is zero through and through is left out. */
export function sectionOf(book: BookView, sums: ReadonlyMap<string, Tallies>, type: AccountType): Section {
  const sign = type === "asset" || type === "expense" ? 1n : -1n;
  const own = new Map<string, Map<string, bigint>>();
  const whole = new Map<string, Map<string, bigint>>();
  const totals = new Map<string, bigint>();
  for (const account of book.accounts) {
    if (account.type !== type) continue;
    for (const [unit, tally] of sums.get(account.name) ?? []) {
      const amount = sign * totalOf(tally);
      add(own, account.name, unit, amount);
      for (let at: string | undefined = account.name; at !== undefined; at = parentOf(at)) add(whole, at, unit, amount);
      totals.set(unit, (totals.get(unit) ?? 0n) + amount);
    }
  }
  const lines: StatementLine[] = [];
  for (const account of treeOrder([...whole.keys()])) {
    for (const [unit, total] of whole.get(account) ?? []) {
      const mine = own.get(account)?.get(unit) ?? 0n;
      if (total !== 0n || mine !== 0n) lines.push({ account, depth: account.split(":").length - 1, unit, own: mine, total });
    }
  }
  return { lines, totals };
}

function add(sums: Map<string, Map<string, bigint>>, account: string, unit: string, amount: bigint): void {
  const units = sums.get(account) ?? new Map<string, bigint>();
  units.set(unit, (units.get(unit) ?? 0n) + amount);
  sums.set(account, units);
}

/** Parents before children, sisters in the order they were opened. */
function treeOrder(names: readonly string[]): readonly string[] {
  const children = new Map<string | undefined, string[]>();
  for (const name of names) {
    const parent = parentOf(name);
    const sisters = children.get(parent) ?? [];
    sisters.push(name);
    children.set(parent, sisters);
  }
  const inOrder: string[] = [];
  const visit = (name: string) => {
    inOrder.push(name);
    children.get(name)?.forEach(visit);
  };
  children.get(undefined)?.forEach(visit);
  return inOrder;
}
