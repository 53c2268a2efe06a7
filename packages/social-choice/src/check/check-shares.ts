import type { SharesEnd, SharesRound } from "../budget/rounds.ts";
import type { Tie } from "../ties/tie-rule.ts";
import type { BudgetCase } from "./budget-case.ts";
import { type Fraction, fraction, order, readFraction } from "./fraction.ts";

export type SharesKind = { readonly utility: "cost" | "cardinality"; readonly exact: boolean };

/** Balances as whole numbers over one denominator that grows with the prices. */
type Purse = { under: bigint; readonly balances: bigint[] };

/**
 * Follows a run of Equal Shares (or Exact Equal Shares) by substitution: at the price stated the payments make up the cost exactly
 * and somebody pays it in full; at the same price per utility the payments for no other project reach its cost, but for ties that
 * are reported; and at the end nobody's supporters have its cost. Nothing is searched for. Returns who was bought.
 */
export function checkShares(
  election: BudgetCase,
  rounds: readonly (SharesRound | SharesEnd)[],
  kind: SharesKind,
  ties: readonly Tie[],
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
  const purse: Purse = { under: start.under, balances: election.ballots.map(() => start.over) };
  const bought: string[] = [];
  for (const round of rounds) {
    if (round.kind === "shares-end") continue;
    const where = `${round.run} round ${round.round} (${round.project})`;
    const price = readFraction(round.price);
    const cost = election.costs.get(round.project);
    if (price === undefined || cost === undefined || bought.includes(round.project)) {
      faults.push(`${where}: not a purchase`);
      return bought;
    }
    const tied = ties.filter((tie) => tie.run === round.run && tie.round === round.round).flatMap((tie) => tie.tied);
    const say = (fault: string) => faults.push(`${where}: ${fault}`);
    if (kind.exact) checkExactRound(election, purse, { round, price, cost, tied, bought }, kind, say);
    else checkRound(election, purse, { round, price, cost, tied, bought }, kind, say);
    bought.push(round.project);
  }
  checkEnd(election, purse, end, bought, kind, faults);
  return bought;
}

type Purchase = {
  readonly round: SharesRound;
  readonly price: Fraction;
  readonly cost: Fraction;
  readonly tied: readonly string[];
  readonly bought: readonly string[];
};

/** Brings balances and price over one denominator; returns the price's numerator. */
function level(purse: Purse, price: Fraction): bigint {
  const common = fraction(purse.under, price.under);
  // under · price.under / gcd: `common` is their ratio in lowest terms.
  const factor = common.under;
  purse.under *= factor;
  for (const [index, balance] of purse.balances.entries()) purse.balances[index] = balance * factor;
  return price.over * (purse.under / price.under);
}

function checkRound(
  election: BudgetCase,
  purse: Purse,
  purchase: Purchase,
  kind: SharesKind,
  say: (fault: string) => void,
): void {
  const { round, cost } = purchase;
  const price = level(purse, purchase.price);
  let [paid, full, partial, nothing] = [0n, 0n, 0n, 0n];
  for (const [index, { approved, voters }] of election.ballots.entries()) {
    if (!approved.has(round.project)) continue;
    const balance = purse.balances[index]!;
    if (balance >= price) full += voters;
    else if (balance > 0n) partial += voters;
    else nothing += voters;
    paid += voters * (balance < price ? balance : price);
  }
  if (paid * cost.under !== cost.over * purse.under) say(`the payments are not the cost at a price of ${round.price}`);
  if (cost.over > 0n && full === 0n) say("nobody pays the price stated, so it is not the lowest");
  const { payers } = round;
  if (
    cost.over > 0n &&
    (BigInt(payers.full) !== full || BigInt(payers.partial) !== partial || BigInt(payers.nothing) !== nothing)
  ) {
    say("the numbers of payers are wrong");
  }
  for (const [other, otherCost] of election.costs) {
    if (other === round.project || purchase.bought.includes(other)) continue;
    const standing = rivalStanding(election, purse, { price, cost }, other, otherCost, kind);
    if (standing === "better") say(`${other} had a lower price per utility`);
    if (standing === "equal" && !purchase.tied.includes(other)) say(`a tie with ${other} is not reported`);
  }
  for (const [index, { approved }] of election.ballots.entries()) {
    if (!approved.has(round.project)) continue;
    const balance = purse.balances[index]!;
    purse.balances[index] = balance < price ? 0n : balance - price;
  }
}

/** The rival at the chosen one's price per utility: is its cost reached there, or already before? */
function rivalStanding(
  election: BudgetCase,
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
  let [paid, someFull, supported] = [0n, false, false];
  for (const [index, { approved, voters }] of election.ballots.entries()) {
    if (!approved.has(rival)) continue;
    supported = true;
    const balance = purse.balances[index]! * scale;
    if (balance >= price) someFull = true;
    paid += voters * (balance < price ? balance : price);
  }
  if (!supported) return "worse";
  const difference = paid * rivalCost.under - rivalCost.over * purse.under * scale;
  if (difference > 0n) return "better";
  if (difference < 0n) return "worse";
  return someFull ? "equal" : "better";
}

/** Exact Equal Shares: as many payers as can pay an equal share, and no other project with more for its money. */
function checkExactRound(
  election: BudgetCase,
  purse: Purse,
  purchase: Purchase,
  kind: SharesKind,
  say: (fault: string) => void,
): void {
  const { round, cost } = purchase;
  const price = level(purse, purchase.price);
  const payers = mostPayers(election, purse, round.project, cost);
  if (payers !== BigInt(round.payers.full)) say(`${payers} voters can share the cost, not ${round.payers.full}`);
  if (order(fraction(cost.over, cost.under * (payers === 0n ? 1n : payers)), purchase.price) !== 0)
    say("the price is not an equal share");
  for (const [other, otherCost] of election.costs) {
    if (other === round.project || purchase.bought.includes(other) || otherCost.over === 0n) continue;
    const others = mostPayers(election, purse, other, otherCost);
    const [mine, theirs] =
      kind.utility === "cost" ? [payers, others] : [payers * otherCost.over * cost.under, others * cost.over * otherCost.under];
    if (theirs > mine) say(`${other} had more payers for its money`);
    if (theirs === mine && !purchase.tied.includes(other)) say(`a tie with ${other} is not reported`);
  }
  for (const [index, { approved }] of election.ballots.entries()) {
    const balance = purse.balances[index]!;
    if (approved.has(round.project) && balance >= price) purse.balances[index] = balance - price;
  }
}

function mostPayers(election: BudgetCase, purse: Purse, project: string, cost: Fraction): bigint {
  const money = election.ballots.flatMap(({ approved, voters }, index) =>
    approved.has(project) ? [{ voters, balance: purse.balances[index]! }] : [],
  );
  money.sort((a, b) => (a.balance > b.balance ? -1 : a.balance < b.balance ? 1 : 0));
  let [payers, most] = [0n, 0n];
  for (const { voters, balance } of money) {
    payers += voters;
    if (balance * cost.under * payers >= cost.over * purse.under) most = payers;
  }
  return most;
}

function checkEnd(
  election: BudgetCase,
  purse: Purse,
  end: SharesEnd,
  bought: readonly string[],
  kind: SharesKind,
  faults: string[],
): void {
  const lost = [...election.costs.keys()].filter((id) => !bought.includes(id));
  if (end.lost.map((entry) => entry.project).join() !== lost.join())
    faults.push(`${end.run}: the list of those not bought is wrong`);
  for (const { project, supportersLeft } of end.lost) {
    const cost = election.costs.get(project);
    if (cost === undefined) continue;
    const left = election.ballots.reduce(
      (sum, { approved, voters }, index) => sum + (approved.has(project) ? voters * purse.balances[index]! : 0n),
      0n,
    );
    const stated = readFraction(supportersLeft);
    if (stated === undefined || order(stated, fraction(left, purse.under)) !== 0)
      faults.push(`${end.run}: what the supporters of ${project} have left is wrong`);
    const wanted =
      election.ballots.some(({ approved }) => approved.has(project)) && (cost.over > 0n || kind.utility === "cardinality");
    const payable = kind.exact ? mostPayers(election, purse, project, cost) > 0n : left * cost.under >= cost.over * purse.under;
    if (wanted && payable && cost.over > 0n) faults.push(`${end.run}: ${project} could still be paid for`);
  }
}
