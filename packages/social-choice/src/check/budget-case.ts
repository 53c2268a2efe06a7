import type { PabulibFile } from "../pabulib/pabulib-file.ts";
import { type Fraction, fraction, plus, readFraction } from "./fraction.ts";

/** A budget election as the checker sees it: names and exact amounts, ballots alike put together, nothing prepared for counting. */
export type BudgetCase = {
  readonly budget: Fraction;
  readonly costs: ReadonlyMap<string, Fraction>;
  readonly voters: number;
  readonly ballots: readonly { readonly approved: ReadonlySet<string>; readonly voters: bigint }[];
  /** Votes, or points where the ballots give points or rankings. */
  readonly tally: ReadonlyMap<string, Fraction>;
  readonly threshold: Fraction;
};

/** The case in a Pabulib file, from its cells. */
export function budgetCase(file: PabulibFile): BudgetCase {
  const costAt = file.projectColumns.indexOf("cost");
  const [voteAt, pointsAt] = [file.voteColumns.indexOf("vote"), file.voteColumns.indexOf("points")];
  const tally = new Map(file.projects.map((project) => [project.id, fraction(0n)]));
  const groups = new Map<string, { approved: ReadonlySet<string>; voters: bigint }>();
  for (const { cells } of file.voters) {
    const named = (cells[voteAt] ?? "").split(",").flatMap((id) => (id.trim() === "" ? [] : [id.trim()]));
    const points =
      pointsAt < 0 || cells[pointsAt] === "" ? undefined : cells[pointsAt]!.split(",").map((text) => amount(text.trim()));
    const distinct = [...new Set(named)];
    const worth = (id: string): Fraction => {
      if (file.voteType === "approval" || file.voteType === "choose-1") return fraction(1n);
      if (points === undefined) return fraction(BigInt(distinct.length - distinct.indexOf(id)));
      return named.flatMap((other, index) => (other === id ? [points[index]!] : [])).reduce(plus);
    };
    for (const id of distinct) tally.set(id, plus(tally.get(id)!, worth(id)));
    const approved = points === undefined ? distinct : distinct.filter((id) => worth(id).over > 0n);
    const key = approved.toSorted().join(",");
    const group = groups.get(key) ?? { approved: new Set(approved), voters: 0n };
    group.voters += 1n;
    groups.set(key, group);
  }
  return {
    budget: amount(file.meta.get("budget") ?? ""),
    costs: new Map(file.projects.map((project) => [project.id, amount(project.cells[costAt] ?? "")])),
    voters: file.voters.length,
    ballots: [...groups.values()],
    tally,
    threshold: amount(file.meta.get("min_project_score_threshold") ?? "0"),
  };
}

function amount(text: string): Fraction {
  const value = readFraction(text.replace(",", "."));
  if (value === undefined) throw new RangeError(`«${text}» is not an amount`);
  return value;
}

export function supportersOf(election: BudgetCase, project: string): bigint {
  return election.ballots.reduce((sum, ballot) => sum + (ballot.approved.has(project) ? ballot.voters : 0n), 0n);
}

/** Order of ids by code point, in which ties are broken unless a rule says otherwise. */
export function textOrder(a: string, b: string): number {
  const [left, right] = [[...a], [...b]];
  const at = left.findIndex((char, index) => char !== right[index]);
  if (at < 0) return left.length - right.length;
  return right[at] === undefined ? 1 : left[at]!.codePointAt(0)! - right[at].codePointAt(0)!;
}
