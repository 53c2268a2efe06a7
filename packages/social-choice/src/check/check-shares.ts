import type { SharesEnd, SharesRound } from "../budget/rounds.ts";
import type { Tie } from "../ties/tie-rule.ts";
import type { BudgetCase } from "./budget-case.ts";
import { checkNextBest } from "./check-next-best.ts";
import { type Fraction, fraction, order, plus, readFraction } from "./fraction.ts";
import { level, moneyBehind, mostPayers, openPurse, type Purse, supporting } from "./purse.ts";
import { misstated, numberOf, textOf } from "./statement.ts";

export type SharesKind = {
  readonly utility: "cost" | "cardinality";
  readonly exact: boolean;
  /** The name under which its rounds go. */
  readonly run: string;
};

/**
 * Follows a run of Equal Shares (or Exact Equal Shares) by substitution: at the price stated the payments make up the cost exactly
 * and somebody pays it in full; at the same price per utility the payments for no other project reach its cost, but for ties; at the
 * end nobody's supporters have its cost; and every figure stated is what comes of that. Nothing is searched for. Returns who was
 * bought; ties go into `found`.
 */
export function checkShares(
  election: BudgetCase,
  rounds: readonly (SharesRound | SharesEnd)[],
  kind: SharesKind,
  found: Tie[],
  faults: string[],
): readonly string[] {
  // Without voters there is nobody to pay, and no account.
  if (election.voters === 0 && rounds.length === 0) return [];
  const end = rounds.at(-1);
  const start = end?.kind === "shares-end" ? readFraction(end.budgetPerVoter) : undefined;
  if (end?.kind !== "shares-end" || start === undefined) {
    faults.push("the account of the shares has no end");
    return [];
  }
  const purse = openPurse(election, start);
  const bought: string[] = [];
  for (const round of rounds.slice(0, -1)) {
    const where = `${kind.run} round ${bought.length + 1}`;
    const say = (fault: string) => faults.push(`${where}${round.kind === "shares" ? ` (${round.project})` : ""}: ${fault}`);
    const price = round.kind === "shares" ? readFraction(round.price) : undefined;
    const cost = round.kind === "shares" ? election.costs.get(round.project) : undefined;
    if (round.kind !== "shares" || price === undefined || cost === undefined || bought.includes(round.project)) {
      say("not a purchase");
      return bought;
    }
    const rivals = [...election.costs.keys()].filter((id) => id !== round.project && !bought.includes(id));
    const purchase: Purchase = { round, price, cost, rivals, bought };
    const tied = (kind.exact ? checkExactRound : checkRound)(election, purse, purchase, kind, say);
    if (tied.length > 0) {
      found.push({ round: bought.length + 1, run: kind.run, tied: [round.project, ...tied], taken: round.project });
    }
    bought.push(round.project);
  }
  checkEnd(election, purse, end, bought, kind, faults);
  return bought;
}

type Purchase = {
  readonly round: SharesRound;
  readonly price: Fraction;
  readonly cost: Fraction;
  readonly rivals: readonly string[];
  readonly bought: readonly string[];
};

/** Returns the rivals that could as well have been bought. */
function checkRound(
  election: BudgetCase,
  purse: Purse,
  purchase: Purchase,
  kind: SharesKind,
  say: (fault: string) => void,
): readonly string[] {
  const { round, cost, rivals } = purchase;
  const price = level(purse, purchase.price);
  let [paid, full, partial, partialTotal] = [0n, 0n, 0n, 0n];
  for (const index of purse.behind.get(round.project)!) {
    const [balance, voters] = [purse.balances[index]!, purse.voters[index]!];
    if (balance >= price) full += voters;
    else if (balance > 0n) {
      partial += voters;
      partialTotal += voters * balance;
    }
    paid += voters * (balance < price ? balance : price);
  }
  if (paid * cost.under !== cost.over * purse.under) say(`the payments are not the cost at a price of ${round.price}`);
  if (cost.over > 0n && full === 0n) say("nobody pays the price stated, so it is not the lowest");
  const isFree = cost.over === 0n;
  const payers = { full: isFree ? 0n : full, partial, partialTotal: fraction(partialTotal, purse.under) };
  checkStatement(purse, purchase, kind, payers, say);
  const tied = rivals.filter((other) => {
    const standing = rivalStanding(purse, { price, cost }, other, election.costs.get(other)!, kind);
    if (standing === "better") say(`${other} had a lower price per utility`);
    return standing === "equal";
  });
  const field = { purse, costs: election.costs, rivals, byCost: kind.utility === "cost" };
  checkNextBest(round.nextBest, isFree ? { ...field, rivals: [] } : field, say);
  for (const index of purse.behind.get(round.project)!) {
    const balance = purse.balances[index]!;
    purse.balances[index] = balance < price ? 0n : balance - price;
  }
  return isFree ? [] : tied;
}

type Payers = { readonly full: bigint; readonly partial: bigint; readonly partialTotal: Fraction };

/** Every figure of the round but the next best, which have a check of their own. */
function checkStatement(purse: Purse, purchase: Purchase, kind: SharesKind, payers: Payers, say: (fault: string) => void): void {
  const { round, price, cost, bought } = purchase;
  const supporters = supporting(purse, round.project);
  const { full, partial, partialTotal } = payers;
  const right: SharesRound = {
    kind: "shares",
    run: kind.run,
    round: bought.length + 1,
    project: round.project,
    cost: numberOf(cost),
    price: textOf(price),
    approximatePrice: numberOf(price),
    effectiveVotes: price.over === 0n ? Number(supporters) : numberOf(fraction(cost.over * price.under, cost.under * price.over)),
    payers: {
      full: Number(full),
      partial: Number(partial),
      partialTotal: textOf(partialTotal),
      nothing: Number(supporters - full - partial),
    },
    nextBest: round.nextBest,
  };
  const wrong = misstated(round, right);
  if (wrong.length > 0) say(`stated wrongly: ${wrong.join(", ")}`);
}

/** The rival at the chosen one's price per utility: is its cost reached there, or already before? */
function rivalStanding(
  purse: Purse,
  chosen: { readonly price: bigint; readonly cost: Fraction },
  rival: string,
  rivalCost: Fraction,
  kind: SharesKind,
): "better" | "equal" | "worse" {
  // What costs nothing is worth nothing by cost; by cardinality it is bought before everything, and its order among its like is free.
  if (rivalCost.over === 0n) return "worse";
  // price · rivalCost / cost, everything times `scale` to stay whole.
  const byCost = kind.utility === "cost";
  const scale = byCost ? chosen.cost.over * rivalCost.under : 1n;
  const price = byCost ? chosen.price * rivalCost.over * chosen.cost.under : chosen.price;
  let [paid, someFull] = [0n, false];
  for (const index of purse.behind.get(rival)!) {
    const balance = purse.balances[index]! * scale;
    if (balance >= price) someFull = true;
    paid += purse.voters[index]! * (balance < price ? balance : price);
  }
  if (purse.behind.get(rival)!.length === 0) return "worse";
  const difference = paid * rivalCost.under - rivalCost.over * purse.under * scale;
  if (difference > 0n) return "better";
  if (difference < 0n) return "worse";
  return someFull ? "equal" : "better";
}

/** Exact Equal Shares: as many payers as can pay an equal share, and no other project with more for its money. Returns the equals. */
function checkExactRound(
  election: BudgetCase,
  purse: Purse,
  purchase: Purchase,
  kind: SharesKind,
  say: (fault: string) => void,
): readonly string[] {
  const { round, cost, rivals } = purchase;
  const price = level(purse, purchase.price);
  const payers = mostPayers(purse, round.project, cost);
  if (order(fraction(cost.over, cost.under * (payers === 0n ? 1n : payers)), purchase.price) !== 0)
    say("the price is not an equal share");
  checkStatement(purse, purchase, kind, { full: payers, partial: 0n, partialTotal: fraction(0n) }, say);
  const isFree = cost.over === 0n;
  const byCost = kind.utility === "cost";
  const able = isFree ? [] : rivals.filter((other) => election.costs.get(other)!.over > 0n);
  const mostOf = new Map(able.map((other) => [other, mostPayers(purse, other, election.costs.get(other)!)]));
  const tied = able.filter((other) => {
    const otherCost = election.costs.get(other)!;
    const others = mostOf.get(other)!;
    const mine = byCost ? payers : payers * otherCost.over * cost.under;
    const theirs = byCost ? others : others * cost.over * otherCost.under;
    if (theirs > mine) say(`${other} had more payers for its money`);
    return theirs === mine;
  });
  checkNextBest(round.nextBest, { purse, costs: election.costs, rivals: able, byCost, payers: mostOf }, say);
  for (const index of purse.behind.get(round.project)!) {
    const balance = purse.balances[index]!;
    if (balance >= price) purse.balances[index] = balance - price;
  }
  return tied;
}

function checkEnd(
  election: BudgetCase,
  purse: Purse,
  end: SharesEnd,
  bought: readonly string[],
  kind: SharesKind,
  faults: string[],
): void {
  const lost = [...election.costs].filter(([id]) => !bought.includes(id));
  const right: SharesEnd = {
    kind: "shares-end",
    run: kind.run,
    budgetPerVoter: end.budgetPerVoter,
    spent: numberOf(bought.reduce((sum, id) => plus(sum, election.costs.get(id)!), fraction(0n))),
    lost: lost.map(([project, cost]) => {
      const left = fraction(moneyBehind(purse, project), purse.under);
      return {
        project,
        cost: numberOf(cost),
        votes: Number(supporting(purse, project)),
        supportersLeft: textOf(left),
        approximateSupportersLeft: numberOf(left),
      };
    }),
  };
  const wrong = misstated(end, right);
  if (wrong.length > 0) faults.push(`${kind.run}, the end: stated wrongly: ${wrong.join(", ")}`);
  for (const [project, cost] of lost) {
    if (cost.over === 0n) {
      if (kind.utility === "cardinality" && supporting(purse, project) > 0n) faults.push(`${kind.run}: ${project} costs nothing`);
      continue;
    }
    const payable = kind.exact
      ? mostPayers(purse, project, cost) > 0n
      : moneyBehind(purse, project) * cost.under >= cost.over * purse.under;
    if (payable && supporting(purse, project) > 0n) faults.push(`${kind.run}: ${project} could still be paid for`);
  }
}
