import { type RunState, UNIT_ROUNDOFF } from "./run-state.ts";

/** Whether the supporters can pay: yes and no are proven, `unsure` is within error. */
export type Affordable = "yes" | "no" | "unsure";

/**
 * Finds the price of a project: the p with Σ min(balance, p) = cost over its supporters. That sum is concave in p, so Newton's
 * steps from below come up to the root and end after as many steps as the set of those who cannot pay p changes.
 */
export function evaluate(state: RunState, project: number): Affordable {
  const { balance, error, lists } = state;
  const seen = state.found[project]!;
  const { weights, supporterStarts } = state.slate.election;
  const first = supporterStarts[project]!;
  const cost = state.slate.costs[project]!;
  let end = first + state.lengths[project]!;
  let price = state.prices[project]!;
  for (;;) {
    let [poorMoney, poorWeight, richMoney, richWeight] = [0, 0, 0, 0];
    let kept = first;
    for (let at = first; at < end; at += 1) {
      const group = lists[at]!;
      const left = balance[group]!;
      if (left === 0 && error[group] === 0) continue;
      lists[kept] = group;
      kept += 1;
      const weight = weights[group]!;
      if (left < price) {
        poorMoney += weight * left;
        poorWeight += weight;
      } else {
        richMoney += weight * left;
        richWeight += weight;
      }
    }
    end = kept;
    if (poorMoney + richMoney < cost) {
      // However high the price, it is not enough: no need to walk up to the richest.
      [poorMoney, poorWeight, richMoney, richWeight] = [poorMoney + richMoney, poorWeight + richWeight, 0, 0];
    }
    const next = richWeight === 0 ? Infinity : (cost - poorMoney) / richWeight;
    if (next > price && richWeight > 0) {
      price = next;
      continue;
    }
    state.lengths[project] = end - first;
    seen.price = next;
    seen.threshold = price;
    seen.poorMoney = poorMoney;
    seen.poorWeight = poorWeight;
    seen.richMoney = richMoney;
    seen.richWeight = richWeight;
    const rounding = (end - first + 8) * 4 * UNIT_ROUNDOFF;
    // Between two thresholds that differ only by rounding some may stand who were counted as poor.
    const between = richWeight === 0 ? 0 : (price - next) * (poorWeight + richWeight);
    seen.residual = rounding * cost + between;
    return judge(state, project, rounding * (poorMoney + richMoney + cost));
  }
}

/** The supporters' money against the cost: first with the largest error of anybody for all, then with each one's own. */
function judge(state: RunState, project: number, rounding: number): Affordable {
  const seen = state.found[project]!;
  const { poorMoney, poorWeight, richMoney, richWeight, price } = seen;
  seen.surplus = richWeight === 0 ? poorMoney - state.slate.costs[project]! : richMoney - price * richWeight;
  seen.doubt = state.maxError * (poorWeight + richWeight) + rounding;
  if (Math.abs(seen.surplus) <= seen.doubt) seen.doubt = errorBehind(state, project, Infinity) + rounding;
  if (Math.abs(seen.surplus) <= seen.doubt) return "unsure";
  return seen.surplus > 0 ? "yes" : "no";
}

/** Σ weight · error over the supporters whose balance is below `threshold`. */
export function errorBehind(state: RunState, project: number, threshold: number): number {
  const { balance, error, lists } = state;
  const { weights, supporterStarts } = state.slate.election;
  const first = supporterStarts[project]!;
  const end = first + state.lengths[project]!;
  let sum = 0;
  for (let at = first; at < end; at += 1) {
    const group = lists[at]!;
    if (balance[group]! < threshold) sum += weights[group]! * error[group]!;
  }
  return sum * (1 + (end - first) * 4 * UNIT_ROUNDOFF);
}

/** Σ weight · high over the supporters whose balance is below `threshold`: how fast their money grows at most with the start. */
export function growthBehind(state: RunState, project: number, threshold: number): number {
  const { balance, high, lists } = state;
  const { weights, supporterStarts } = state.slate.election;
  const first = supporterStarts[project]!;
  const end = first + state.lengths[project]!;
  let [sum, size] = [0, 0];
  for (let at = first; at < end; at += 1) {
    const group = lists[at]!;
    if (balance[group]! >= threshold) continue;
    const growth = weights[group]! * high[group]!;
    sum += growth;
    size += Math.abs(growth);
  }
  return sum + size * (end - first + 8) * 4 * UNIT_ROUNDOFF;
}
