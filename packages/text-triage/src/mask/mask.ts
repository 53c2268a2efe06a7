import { findAddresses } from "./addresses.ts";
import { findNames } from "./names.ts";
import { findNumbers } from "./numbers.ts";
import { plainOf } from "./plain.ts";
import type { PersonalKind, Span } from "./span.ts";

export type MaskedText = {
  readonly text: string;
  /** What was masked, in the text as given, in order, without overlap. */
  readonly spans: readonly Span[];
};

/** What stands instead. */
export const MASKS: Readonly<Record<PersonalKind, string>> = {
  name: "〔姓名〕",
  phone: "〔电话〕",
  identity: "〔证件号〕",
  plate: "〔车牌〕",
  address: "〔住址〕",
  "bank-card": "〔银行卡〕",
  email: "〔邮箱〕",
  account: "〔账号〕",
};

/** The surer pattern wins where two overlap. */
const ORDER: readonly PersonalKind[] = ["email", "identity", "bank-card", "phone", "account", "plate", "address", "name"];

/** Texts are read in pieces of this length: patterns look back and ahead, and must not do so over a whole book. */
const UNITS_MAX = 20_000;

/**
 * Masks names, phones, plates, identity numbers, addresses, bank cards, e-mail and accounts. A help for publishing, not a
 * promise: rules find what a sentence announces (precision and recall: docs/benchmarks/text-triage.md), so a person looks
 * before a text is published. Text beyond 20,000 characters is left out of the answer, never passed on unread.
 */
export function maskPersonalData(given: string): MaskedText {
  const text = given.length > UNITS_MAX ? given.slice(0, UNITS_MAX) : given;
  const { plain, from: begins, to: ends } = plainOf(text);
  const found = [...findNumbers(plain), ...findAddresses(plain), ...findNames(plain)].map(({ kind, from, to }): Span => ({
    kind,
    from: begins[from]!,
    to: ends[to - 1]!,
  }));
  found.sort((one, other) => ORDER.indexOf(one.kind) - ORDER.indexOf(other.kind) || other.to - other.from - (one.to - one.from));
  const taken = new Uint8Array(text.length);
  const spans: Span[] = [];
  for (const span of found) {
    if (taken.subarray(span.from, span.to).includes(1)) continue;
    taken.fill(1, span.from, span.to);
    spans.push(span);
  }
  spans.sort((one, other) => one.from - other.from);
  let masked = "";
  let at = 0;
  for (const { kind, from, to } of spans) {
    masked += text.slice(at, from) + MASKS[kind];
    at = to;
  }
  return { text: masked + text.slice(at), spans };
}
