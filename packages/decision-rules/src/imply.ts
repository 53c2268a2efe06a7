import { type Fraction, compareFractions } from "./fraction.ts";
import type { PassingShare, QuorumShare, Tree, VoteBase } from "./rule.ts";

/**
 * When one condition implies another for every meeting. Conditions are and/or trees of lower bounds; put the first as an "or" of
 * "and"s and the second as an "and" of "or"s: it follows if each "and" holds a bound that implies a bound of each "or". With at
 * most eight leaves a side (`MAX_LEAVES`) both forms stay small.
 */
function implies<Leaf extends object>(
  stricter: Tree<Leaf> | null,
  looser: Tree<Leaf> | null,
  leafImplies: (a: Leaf, b: Leaf) => boolean,
): boolean {
  if (looser === null) return true;
  if (stricter === null) return false;
  const ands = normalForm(stricter, "anyOf");
  const ors = normalForm(looser, "allOf");
  return ands.every((and) => ors.every((or) => and.some((a) => or.some((b) => leafImplies(a, b)))));
}

/** Clauses of a tree joined by `outer`: with `anyOf` an "or" of "and"s, with `allOf` an "and" of "or"s. */
function normalForm<Leaf extends object>(tree: Tree<Leaf>, outer: "allOf" | "anyOf"): readonly (readonly Leaf[])[] {
  const branches = "allOf" in tree ? tree.allOf : "anyOf" in tree ? tree.anyOf : null;
  if (branches === null) return [[tree as Leaf]];
  const clauses = branches.map((branch) => normalForm(branch, outer));
  if (outer in tree) return clauses.flat();
  // Distribute: one clause for every choice of a clause in each branch.
  return clauses.reduce<readonly (readonly Leaf[])[]>(
    (made, next) => made.flatMap((clause) => next.map((more) => [...clause, ...more])),
    [[]],
  );
}

type Share = { readonly comparison: "moreThan" | "atLeast"; readonly fraction: Fraction };

/** x of a base above one share is above a smaller share, and "more than" is above "at least" the same. */
function shareImplies(a: Share, b: Share): boolean {
  const order = compareFractions(a.fraction, b.fraction);
  return order > 0 || (order === 0 && !(a.comparison === "atLeast" && b.comparison === "moreThan"));
}

/** Each base is at most the next: who votes for or against cast a vote, who cast one is present, due to attend, and of all. */
const BASES: readonly VoteBase[] = ["forOrAgainst", "cast", "present", "due", "all"];

function baseImplies(a: VoteBase, b: VoteBase): boolean {
  return BASES.indexOf(a) >= BASES.indexOf(b);
}

export function impliesQuorum(stricter: Tree<QuorumShare> | null, looser: Tree<QuorumShare> | null): boolean {
  return implies(stricter, looser, (a, b) => a.of === b.of && baseImplies(a.base, b.base) && shareImplies(a, b));
}

/** `persons`: what the form counts first, meant by a leaf that names nothing. */
export function impliesPassing(stricter: Tree<PassingShare> | null, looser: Tree<PassingShare> | null, persons: string): boolean {
  return implies(
    stricter,
    looser,
    (a, b) => (a.counted ?? persons) === (b.counted ?? persons) && baseImplies(a.of, b.of) && shareImplies(a, b),
  );
}
