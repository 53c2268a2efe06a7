import { nearestLottery } from "./nearest-lottery.ts";
import { PanelSearch } from "./panel-search.ts";
import type { Composition, Cut, LeximinStage, Lottery, PanelSpace } from "./panel-space.ts";
import { relaxedLeximin, settledByWeights } from "./relaxed-leximin.ts";
import { StageMaster } from "./stage-master.ts";

export type Leximin = {
  /** Groups of which no panel can take anyone. */
  readonly impossible: readonly number[];
  readonly stages: readonly LeximinStage[];
  /** Weights that no panel exceeds, beyond what the quotas imply; each was proven by a search. */
  readonly cuts: readonly Cut[];
  readonly lottery: Lottery;
};

export type LeximinProgress = {
  readonly doing: "covering" | "approaching" | "raising";
  readonly panels: number;
  /** How far the lottery still is from the probabilities wanted, or the level it has reached. */
  readonly reached: number;
};

/**
 * The fairest lottery over the panels of a space, or undefined if the space has no panel: leximin over the quotas alone bounds it
 * from above; where a lottery of whole panels reaches that, it is done. Where none does, the first level that whole panels cannot
 * reach is found by column generation, and what proves it is added to the quotas as a cut.
 */
export function leximin(
  space: PanelSpace,
  onProgress: (progress: LeximinProgress) => void = () => undefined,
): Leximin | undefined {
  const search = new PanelSearch(space);
  const panels: Composition[] = [];
  const tell = (doing: LeximinProgress["doing"], reached: number) => onProgress({ doing, panels: panels.length, reached });
  const impossible = coverGroups(space, search, (panel, covered) => {
    panels.push(panel);
    tell("covering", covered);
  });
  if (panels.length === 0) return undefined;
  const settled = new Float64Array(space.groups.length).fill(Number.NaN);
  for (const group of impossible) {
    settled[group] = 0;
    search.hold(group, 0);
  }
  const stages: LeximinStage[] = [];
  const cuts: Cut[] = [];
  let master: StageMaster | undefined;
  for (;;) {
    const relaxed = relaxedLeximin(space, cuts, settled);
    const lottery = nearestLottery(space, relaxed.probability, (panel, distance) => {
      panels.push(panel);
      master?.add(panel);
      tell("approaching", distance);
    });
    if (lottery !== undefined) return { impossible, stages: [...stages, ...relaxed.stages], cuts, lottery };
    master ??= new StageMaster(space, search, panels);
    const raised = raiseUntilCut(master, space, settled, relaxed.stages, (level) => tell("raising", level));
    stages.push(...raised.stages);
    if (raised.cut === undefined) return { impossible, stages, cuts, lottery: master.lottery() };
    cuts.push(raised.cut);
  }
}

type Raised = { readonly stages: readonly LeximinStage[]; readonly cut: Cut | undefined };

/** Follows the relaxation's stages as long as whole panels reach them; the first that they do not reach yields a cut. */
function raiseUntilCut(
  master: StageMaster,
  space: PanelSpace,
  settled: Float64Array,
  relaxed: readonly LeximinStage[],
  onLevel: (level: number) => void,
): Raised {
  const stages: LeximinStage[] = [];
  for (const stage of relaxed) {
    const { level, proof } = master.raise(settled, stage.level, onLevel);
    const reached =
      proof === undefined
        ? stage
        : {
            level,
            settled: settledByWeights(space, settled, proof.weights),
            weights: proof.weights.map((weight) => weight * proof.unit),
            multipliers: Float64Array.of(...stage.multipliers.fill(0), 1),
          };
    stages.push(reached);
    for (const group of reached.settled) settled[group] = reached.level;
    if (proof !== undefined) return { stages, cut: proof };
  }
  return { stages, cut: undefined };
}

/**
 * Finds panels until each group is in one; returns the groups that are in none. Ever those not seen yet are asked for, all at
 * once while that finds any, then one by one.
 */
function coverGroups(
  space: PanelSpace,
  search: PanelSearch,
  onPanel: (panel: Composition, covered: number) => void,
): readonly number[] {
  const missing = new Set(space.groups.keys());
  const impossible: number[] = [];
  let asked: readonly number[] = [...missing];
  while (missing.size > 0) {
    const weights = new Float64Array(space.groups.length);
    for (const group of asked) weights[group] = 1;
    const { panel, bound } = search.heaviest(weights, (value, most) => value >= Math.min(1, most));
    if (panel === undefined) return [...space.groups.keys()];
    const before = missing.size;
    for (const group of asked) if (panel[group]! > 0) missing.delete(group);
    if (missing.size < before) onPanel(panel, space.groups.length - missing.size);
    else if (bound < 1) {
      for (const group of asked) {
        missing.delete(group);
        impossible.push(group);
      }
    }
    asked = [...missing];
  }
  return impossible.sort((a, b) => a - b);
}
