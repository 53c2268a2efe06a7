import { isSignificant, shareOf, testDifference, testShare } from "./proportions.ts";
import type { GroupTally } from "./tallies.ts";

/** A statement that sets a group apart from the others, by what its members answered more often than the rest. */
export type Representative = {
  /** The statement's number. */
  readonly statement: number;
  readonly by: "agree" | "disagree";
  /** Members who so answered, and members who answered at all. */
  readonly successes: number;
  readonly trials: number;
  /** (s + 1) / (n + 2), and its z against one half. */
  readonly share: number;
  readonly shareTest: number;
  /** The group's share over the share of everybody else, and the z of the difference. */
  readonly ratio: number;
  readonly ratioTest: number;
  /** The one statement the group agrees on best: it comes first, even where it does not pass both tests. */
  readonly bestAgree: boolean;
};

const MOST = 5;

/**
 * For each group the statements that speak for it, five at most, agreements first (Polis "repness"): both the share against one
 * half and the difference to the others must be beyond chance; they are ranked by ratio · z · share · z. Where none passes, the
 * nearest to it. `moderated` marks statements left out.
 */
export function findRepresentatives(groups: readonly GroupTally[], moderated: Uint8Array): Map<number, Representative[]> {
  return new Map(groups.map((own) => [own.group, representativesOf(own, groups, moderated)]));
}

type Figures = { readonly statement: number; readonly agree: Side; readonly disagree: Side };
type Side = Omit<Representative, "statement" | "by" | "bestAgree">;

function representativesOf(own: GroupTally, groups: readonly GroupTally[], moderated: Uint8Array): Representative[] {
  const figures: Figures[] = [];
  for (let statement = 0; statement < moderated.length; statement += 1) {
    if (moderated[statement] === 1) continue;
    figures.push({
      statement,
      agree: sideOf("agrees", { own, groups, statement }),
      disagree: sideOf("disagrees", { own, groups, statement }),
    });
  }
  const best = bestAgreement(figures);
  const sufficient = figures.filter(passes).map(chosen);
  const first = best === undefined ? [] : [{ ...chosen(best), bestAgree: true }];
  if (sufficient.length === 0) return first.length > 0 ? first : nearestToPassing(figures);
  const others = sufficient.filter(({ statement }) => statement !== best?.statement);
  const ranked = [...first, ...others.sort((left, right) => weightOf(right) - weightOf(left))].slice(0, MOST);
  return [...ranked.filter(({ by }) => by === "agree"), ...ranked.filter(({ by }) => by === "disagree")];
}

type Where = { readonly own: GroupTally; readonly groups: readonly GroupTally[]; readonly statement: number };

function sideOf(answer: "agrees" | "disagrees", { own, groups, statement }: Where): Side {
  const inside = { successes: own[answer][statement]!, trials: own.answers[statement]! };
  const outside = { successes: 0, trials: 0 };
  for (const group of groups) {
    if (group === own) continue;
    outside.successes += group[answer][statement]!;
    outside.trials += group.answers[statement]!;
  }
  const share = shareOf(inside.successes, inside.trials);
  return {
    ...inside,
    share,
    shareTest: testShare(inside.successes, inside.trials),
    ratio: share / shareOf(outside.successes, outside.trials),
    ratioTest: testDifference(inside, outside),
  };
}

function passes({ agree, disagree }: Figures): boolean {
  return [agree, disagree].some((side) => isSignificant(side.ratioTest) && isSignificant(side.shareTest));
}

function chosen({ statement, agree, disagree }: Figures): Representative {
  const by = agree.ratioTest > disagree.ratioTest ? "agree" : "disagree";
  return { statement, by, ...(by === "agree" ? agree : disagree), bestAgree: false };
}

function weightOf({ ratio, ratioTest, share, shareTest }: Side): number {
  return ratio * ratioTest * share * shareTest;
}

/** As production walks the statements: the first that looks good, then whatever beats the best so far. */
function bestAgreement(figures: readonly Figures[]): Figures | undefined {
  let best: Figures | undefined;
  for (const figure of figures) {
    const { agree, disagree } = figure;
    if (agree.successes === 0 && disagree.successes === 0) continue;
    if (best === undefined) {
      if (isSignificant(agree.shareTest) || (agree.ratio > 1 && agree.share > 0.5)) best = figure;
    } else if (best.agree.ratio > 1) {
      if (weightOf(agree) > weightOf(best.agree)) best = figure;
    } else if (agree.share * agree.shareTest > best.agree.share * best.agree.shareTest) best = figure;
  }
  return best;
}

function nearestToPassing(figures: readonly Figures[]): Representative[] {
  const ranked = figures.map(chosen).sort((left, right) => right.ratioTest - left.ratioTest);
  return ranked.slice(0, 1);
}
