import type { LoadEnd, LoadRound } from "../budget/rounds.ts";
import type { Tie } from "../ties/tie-rule.ts";
import { type BudgetCase, supportersOf } from "./budget-case.ts";
import { type Fraction, fraction, minus, order, plus, readFraction, times } from "./fraction.ts";

/** Follows sequential Phragmén: each purchase at the moment its supporters have the cost, and none that came due before. */
export function checkPhragmen(
  election: BudgetCase,
  rounds: readonly (LoadRound | LoadEnd)[],
  skip: boolean,
  ties: readonly Tie[],
  faults: string[],
): readonly string[] {
  // Every ballot carries the load of the last purchase it approves.
  const loads: Fraction[] = [fraction(0n)];
  const carried = election.ballots.map(() => 0);
  const bought: string[] = [];
  let left = election.budget;
  const wanted = [...election.costs.keys()].filter((id) => supportersOf(election, id) > 0n);
  const fits = (id: string, money: Fraction) => order(election.costs.get(id)!, money) <= 0;
  const standing = () => wanted.filter((id) => !bought.includes(id) && fits(id, election.budget));
  const dueAt = (id: string) => {
    const voters = loads.map(() => 0n);
    for (const [index, ballot] of election.ballots.entries()) {
      if (ballot.approved.has(id)) voters[carried[index]!] = voters[carried[index]!]! + ballot.voters;
    }
    const behind = loads.reduce((sum, load, index) => plus(sum, times(load, fraction(voters[index]!))), election.costs.get(id)!);
    return fraction(behind.over, behind.under * supportersOf(election, id));
  };
  for (const round of rounds) {
    if (round.kind === "load-end") continue;
    const where = `round ${round.round} (${round.project})`;
    const stated = readFraction(round.load);
    if (stated === undefined || !standing().includes(round.project) || order(dueAt(round.project), stated) !== 0) {
      faults.push(`${where}: the load is not that of the purchase`);
      return bought;
    }
    if (!fits(round.project, left)) faults.push(`${where}: it does not fit the budget`);
    const tied = new Set(ties.filter((tie) => tie.round === round.round).flatMap((tie) => tie.tied));
    for (const other of standing()) {
      if (other === round.project) continue;
      const sign = order(dueAt(other), stated);
      // Skipped earlier, or due now but not fitting: that is what skipping means.
      if (sign > 0 || (skip && !fits(other, left))) continue;
      if (sign < 0) faults.push(`${where}: ${other} came due before`);
      else if (!tied.has(other)) faults.push(`${where}: a tie with ${other} is not reported`);
    }
    loads.push(stated);
    for (const [index, { approved }] of election.ballots.entries())
      if (approved.has(round.project)) carried[index] = loads.length - 1;
    left = minus(left, election.costs.get(round.project)!);
    bought.push(round.project);
  }
  const over = standing();
  if (skip && over.some((id) => fits(id, left))) faults.push("the end: a project that fits was left out");
  if (!skip && over.length > 0) {
    const first = over.map(dueAt).reduce((least, due) => (order(due, least) < 0 ? due : least));
    const due = over.filter((id) => order(dueAt(id), first) === 0);
    if (due.every((id) => fits(id, left))) faults.push("the end: what came due next would have fitted");
  }
  return bought;
}
