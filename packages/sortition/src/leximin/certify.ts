import type { BoundProof, Certificate } from "../check/certificate.ts";
import type { Leximin } from "./leximin.ts";
import { PanelSearch, WEIGHT_SCALE } from "./panel-search.ts";
import type { LeximinStage, PanelSpace } from "./panel-space.ts";

/** In units of the weights, of which the largest is 2^40. */
const LEEWAYS = [0, 2 ** 8, 2 ** 12];

/** The proof of a fairest lottery in whole numbers; `checkCertificate` checks it. */
export function certify(space: PanelSpace, { impossible, cuts, stages, lottery }: Leximin): Certificate {
  const search = new PanelSearch(space);
  const groups = space.groups.length;
  const impossibleProof = impossible.length === 0 ? null : proven(search, indicator(groups, impossible), 0).proof;
  for (const group of impossible) search.hold(group, 0);
  return {
    rowLower: space.rowLower,
    rowUpper: space.rowUpper,
    groups: space.groups.map(({ people, most, rows }) => ({ people, most, rows })),
    impossible,
    impossibleProof,
    cuts: cuts.map(({ weights, most }) => ({ weights: [...weights], ...proven(search, weights, most) })),
    stages: stages.map((stage) => ({ settled: stage.settled, ...inWholeNumbers(space, stage, cuts) })),
    panels: lottery.panels.map((panel) => [...panel.entries()].filter(([, take]) => take > 0)),
    chances: [...lottery.chances],
  };
}

/** The search that found the limit took another way, on which rounding may fall otherwise: the limit then gives way a little. */
function proven(
  search: PanelSearch,
  weights: ArrayLike<number>,
  limit: number,
): { readonly most: number; readonly proof: BoundProof } {
  for (const leeway of limit === 0 ? [0] : LEEWAYS) {
    const proof = search.prove(weights, limit + leeway);
    if (proof !== undefined) return { most: limit + leeway, proof };
  }
  throw new Error("what a search has proven is not proven again");
}

function indicator(length: number, chosen: readonly number[]): Float64Array {
  const ones = new Float64Array(length);
  for (const index of chosen) ones[index] = 1;
  return ones;
}

/** Rounding the multipliers loosens the proof a little, never its truth. */
function inWholeNumbers(space: PanelSpace, { weights, multipliers }: LeximinStage, cuts: Leximin["cuts"]) {
  let largest = 0;
  for (const number of [...weights, ...multipliers.subarray(0, space.rowLower.length)])
    largest = Math.max(largest, Math.abs(number));
  const scale = WEIGHT_SCALE / largest;
  const whole = (number: number) => Math.round(number * scale) + 0;
  return {
    weights: Array.from(weights, (weight) => Math.max(0, whole(weight))),
    multipliers: Array.from(multipliers.subarray(0, space.rowLower.length), whole),
    cutMultipliers: cuts.map(({ unit }, index) =>
      Math.max(0, Math.round((multipliers[space.rowLower.length + index] ?? 0) * scale * unit * WEIGHT_SCALE)),
    ),
  };
}
