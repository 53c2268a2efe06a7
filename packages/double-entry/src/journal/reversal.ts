import { quote, type Refusal, refuse } from "../refusal.ts";
import type { Day } from "./day.ts";
import type { Entry, EntryDraft } from "./entry.ts";

/** `of`: the key of the entry taken back. */
export type Reversal = { readonly key: string; readonly of: string; readonly date: Day; readonly reason: string };

export function judgeReversal(
  { of, date, reason }: Reversal,
  original: Entry | undefined,
  reversedBy: string | undefined,
): Refusal | undefined {
  if (original === undefined) return refuse("entry-unknown", `there is no entry ${quote(of)}`, "of");
  if (original.kind !== "entry") return refuse("not-reversible", `${of} is a ${original.kind} entry`, "of");
  if (reversedBy !== undefined) return refuse("already-reversed", `${of} was reversed by ${reversedBy}`, "of");
  if (typeof reason !== "string" || reason.trim() === "") return refuse("reason-missing", `why is ${of} reversed?`, "reason");
  if (date < original.date) return refuse("reversed-before-entered", `${of} is of ${original.date}`, "date");
  return undefined;
}

export function reversalOf({ postings }: Entry, { key, date, reason }: Reversal): EntryDraft {
  // 0 - amount, so that no -0 comes to be.
  return { key, date, text: reason, postings: postings.map((posting) => ({ ...posting, amount: 0 - posting.amount })) };
}
