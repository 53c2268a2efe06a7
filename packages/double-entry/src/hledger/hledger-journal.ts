import type { AccountType } from "../journal/account.ts";
import type { Day } from "../journal/day.ts";
import type { Period } from "../journal/period.ts";
import type { Unit } from "../journal/unit.ts";

/** Tags by name; of several with one name the last. */
export type Tags = ReadonlyMap<string, string>;

/** `amount` in the unit's smallest part; `inferred` where the journal left it out. */
export type HledgerPosting = {
  readonly line: number;
  readonly account: string;
  readonly unit: string;
  readonly amount: number;
  readonly inferred: boolean;
  readonly tags: Tags;
};

export type HledgerTransaction = {
  readonly line: number;
  readonly date: Day;
  readonly status: "unmarked" | "pending" | "cleared";
  readonly code: string;
  readonly description: string;
  readonly tags: Tags;
  readonly postings: readonly HledgerPosting[];
};

/** A journal as read: every transaction balances in each unit, and every balance assertion holds. */
export type HledgerJournal = {
  readonly units: readonly Unit[];
  /** Declared or used, each with its type. */
  readonly accounts: readonly { readonly name: string; readonly type: AccountType }[];
  /** From the `; period:` lines of our own exports. */
  readonly periods: readonly Period[];
  readonly transactions: readonly HledgerTransaction[];
  /** Balance assertions checked. */
  readonly assertions: number;
};

/** 64 MB of text: about 400,000 entries. */
export const JOURNAL_CHARS_MAX = 64 * 1024 * 1024;
