import { exactShare, type Share } from "./largest-remainder.ts";
import { memberAccount, type MembersOutcome, type PlanOutcome, type StepOutcome } from "./carry-out.ts";
import type { Member } from "./plan.ts";
import { fractionText, readWeight, reduced } from "./weight.ts";

/** Rows a piece of text holds: a million members make a thousand pieces. */
const ROWS_A_PIECE = 1000;

/** The outcome as JSON (schemas/distribution.schema.json), in pieces, as a million members do not fit a string. */
export function* outcomeJson(outcome: PlanOutcome): Generator<string> {
  const { key, title, unit, rule, ruleInForce, incomeCents, amounts, members, shared, entry } = outcome;
  const head = { format: "gongzhi-distribution/1", key, title, date: entry.date, unit, rule: { ...rule, inForce: ruleInForce } };
  yield `${JSON.stringify({ ...head, incomeCents, amounts: amounts.map(amountRow) }, undefined, 2).slice(0, -2)},\n`;
  yield '  "members": [';
  yield* rows(memberRows(shared, members));
  yield '],\n  "rounding": [';
  yield* rows(shared.map(roundingRow));
  yield `],\n  "entry": ${JSON.stringify({ key: entry.key, date: entry.date, text: entry.text }).slice(0, -1)}, "postings": [`;
  yield* rows(entry.postings);
  yield "]}\n}\n";
}

/** One row a line. */
function* rows(values: Iterable<object>): Generator<string> {
  let piece = "";
  let count = 0;
  for (const value of values) {
    piece += `${count === 0 ? "" : ","}\n    ${JSON.stringify(value)}`;
    count += 1;
    if (count % ROWS_A_PIECE === 0) {
      yield piece;
      piece = "";
    }
  }
  if (count > 0) yield `${piece}\n  `;
}

function amountRow({ exact, ...row }: StepOutcome) {
  return exact === undefined ? row : { ...row, exact: fractionText(reduced(exact)) };
}

/** A member's share of one step. `exact` = `floorCents` + `remainder`, and `amountCents` = `floorCents` + `extraCents`. */
function* memberRows(shared: readonly MembersOutcome[], members: readonly Member[]): Generator<object> {
  for (const { step, account, distribution } of shared) {
    for (const [index, share] of distribution.shares.entries()) {
      const member = members[index]!;
      const { id, name } = member;
      const own = memberAccount(member, account);
      yield { step, id, ...(name === undefined ? {} : { name }), account: own, ...shareRow(distribution, share) };
    }
  }
}

function shareRow(distribution: MembersOutcome["distribution"], { weight, floor, extra, amount, reason }: Share) {
  const exact = exactShare(distribution, weight);
  const remainder = { numerator: exact.numerator - BigInt(floor) * exact.denominator, denominator: exact.denominator };
  return {
    shares: fractionText(reduced(readWeight(weight, "shares"))),
    exact: fractionText(exact),
    floorCents: floor,
    remainder: fractionText(remainder),
    extraCents: extra,
    amountCents: amount,
    reason,
  };
}

/** What rounding down left, and who got it. */
function roundingRow({ step, distribution }: MembersOutcome) {
  const { total, weights, shares, residue } = distribution;
  return {
    step,
    amountCents: total,
    shares: fractionText(reduced(weights)),
    floorCents: total - residue.units,
    residueCents: residue.units,
    members: shares.length,
    cut: residue.cut === null ? null : fractionText(residue.cut),
    tied: residue.tied,
    tiedRoundedUp: residue.tiedRoundedUp,
    tieRule: residue.tieRule,
  };
}
