import { type RunState, UNIT_ROUNDOFF } from "./run-state.ts";

/** Whether the supporters can pay: yes and no are proven, `unsure` is within error. */
export type Affordable = "yes" | "no" | "unsure";

/**
 * Finds the price of a project: the p with Σ min(balance, p) = cost over its supporters. That sum is concave in p, so a Newton step
 * from anywhere lands at or below the root, and those from below come up to it. They end where nobody's balance lies between the
 * price tried and the next: those who cannot pay it are then the same.
 */
export function evaluate(state: RunState, project: number): Affordable {
  const seen = state.found[project]!;
  const cost = state.slate.costs[project]!;
  const hint = hintPlace(state, project);
  const least = state.prices[project]!;
  let price = Math.max(least, state.hints[hint] ?? 0);
  for (let step = 0; ; step += 1) {
    addUp(state, project, price);
    const money = seen.poorMoney + seen.richMoney;
    const rounding = (state.lengths[project]! + 8) * 4 * UNIT_ROUNDOFF;
    seen.threshold = price;
    seen.residual = rounding * cost;
    if (money < cost || (seen.richWeight === 0 && (step > 0 || price <= least))) {
      // However high the price, it is not enough, or just enough within rounding: no need to walk up to the richest.
      Object.assign(seen, {
        price: Infinity,
        poorMoney: money,
        poorWeight: seen.poorWeight + seen.richWeight,
        richMoney: 0,
        richWeight: 0,
      });
      return judge(state, project, rounding * (money + cost));
    }
    // Only a hint can lie above everybody; then from below.
    const next = seen.richWeight === 0 ? least : (cost - seen.poorMoney) / seen.richWeight;
    const settled = seen.richWeight > 0 && next >= seen.richestPoor && next <= seen.poorestRich;
    if (settled || (step > 0 && seen.richWeight > 0 && next <= price)) {
      seen.price = next;
      // Steps that rounding alone turned back: some may stand between who were counted on the other side.
      if (!settled) seen.residual += Math.abs(price - next) * (seen.poorWeight + seen.richWeight);
      if (hint >= 0) state.hints[hint] = next;
      return judge(state, project, rounding * (money + cost));
    }
    price = next;
  }
}

/** Where the price that a project had in the same round of the last run is kept: a good place to begin. */
function hintPlace({ hints, winners, prices }: RunState, project: number): number {
  const place = winners.length * prices.length + project;
  return place < hints.length ? place : -1;
}

/** Adds up what supporters have who cannot pay a price, and who can; takes those who have nothing off the list. */
function addUp(state: RunState, project: number, price: number): void {
  const { balance, error, lists } = state;
  const { weights, supporterStarts } = state.slate.election;
  const first = supporterStarts[project]!;
  const end = first + state.lengths[project]!;
  let kept = first;
  let poorMoney = 0;
  let poorWeight = 0;
  let richMoney = 0;
  let richWeight = 0;
  let richestPoor = 0;
  let poorestRich = Infinity;
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
      if (left > richestPoor) richestPoor = left;
    } else {
      richMoney += weight * left;
      richWeight += weight;
      if (left < poorestRich) poorestRich = left;
    }
  }
  state.lengths[project] = kept - first;
  const seen = state.found[project]!;
  seen.poorMoney = poorMoney;
  seen.poorWeight = poorWeight;
  seen.richMoney = richMoney;
  seen.richWeight = richWeight;
  seen.richestPoor = richestPoor;
  seen.poorestRich = poorestRich;
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
