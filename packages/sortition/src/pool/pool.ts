import { groupBy } from "../group-by.ts";
import type { PanelGroup, PanelSpace } from "../leximin/panel-space.ts";
import { SortitionRefusal } from "../refusal.ts";
import { type Candidate, CANDIDATES_MAX, type PanelRequest, type Quota, QUOTAS_MAX, SIZE_MAX } from "./request.ts";

/** A group of people no quota and no household tells apart, with what it stands for. */
export type PoolGroup = PanelGroup & {
  /** Ids in ascending order (of UTF-16 units). */
  readonly members: readonly string[];
  /** The household of each member, as a number; -1 for who shares a household with no other candidate. */
  readonly households: Int32Array;
};

/** What a request comes to: the same whatever the order of candidates. Row 0 is the size, row 1 + q is quota q. */
export type Pool = Omit<PanelSpace, "groups"> & { readonly groups: readonly PoolGroup[]; readonly quotas: readonly Quota[] };

/** Groups the candidates; refuses what cannot be drawn from. */
export function makePool({ candidates, quotas, size }: PanelRequest): Pool {
  refuseOddRequest(candidates, quotas, size);
  const rowOf = new Map(quotas.map(({ feature, value }, index) => [`${feature}\0${value}`, 1 + index]));
  const features = [...new Set(quotas.map(({ feature }) => feature))];
  const kindOf = new Map(candidates.map((candidate) => [candidate, rowsOf(candidate, features, rowOf).join()]));
  const households = sharedHouseholds(candidates, kindOf);
  const parts = new Map<string, { readonly candidate: Candidate; readonly household: number }[]>();
  for (const candidate of candidates) {
    const shared = households.byCandidate.get(candidate);
    const key = `${kindOf.get(candidate)!} ${shared?.kind ?? ""}`;
    const part = parts.get(key) ?? [];
    parts.set(key, part);
    part.push({ candidate, household: shared?.number ?? -1 });
  }
  const kinds = [...households.counts.keys()].sort();
  const groups = [...parts]
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .map(([key, part]): PoolGroup => {
      const [rows = "", kind = ""] = key.split(" ");
      const shared = households.counts.get(kind);
      const sorted = part.sort((a, b) => (a.candidate.id < b.candidate.id ? -1 : 1));
      return {
        people: part.length,
        most: Math.min(part.length, shared ?? part.length),
        rows: [0, ...rows.split(",").map(Number), ...(shared === undefined ? [] : [1 + quotas.length + kinds.indexOf(kind)])],
        members: sorted.map(({ candidate }) => candidate.id),
        households: Int32Array.from(sorted, ({ household }) => household),
      };
    });
  return {
    quotas,
    groups,
    rowLower: [size, ...quotas.map(({ min }) => min), ...kinds.map(() => 0)],
    rowUpper: [size, ...quotas.map(({ max }) => max), ...kinds.map((kind) => households.counts.get(kind)!)],
  };
}

function rowsOf(candidate: Candidate, features: readonly string[], rowOf: ReadonlyMap<string, number>): readonly number[] {
  return features.map((feature) => {
    const value = candidate.values[feature];
    if (value === undefined || value === "") {
      throw new SortitionRefusal("missing-value", `candidate ${candidate.id} has no ${feature}`);
    }
    const row = rowOf.get(`${feature}\0${value}`);
    if (row === undefined) {
      throw new SortitionRefusal(
        "unknown-value",
        `candidate ${candidate.id} has ${feature} «${value}», for which there is no quota`,
      );
    }
    return row;
  });
}

type Households = {
  readonly byCandidate: ReadonlyMap<Candidate, { readonly kind: string; readonly number: number }>;
  /** How many households there are of each kind: of the same make-up. */
  readonly counts: ReadonlyMap<string, number>;
};

function sharedHouseholds(candidates: readonly Candidate[], kindOf: ReadonlyMap<Candidate, string>): Households {
  const byHousehold = groupBy(
    candidates.filter(({ household }) => household !== undefined),
    ({ household }) => household!,
  );
  const byCandidate = new Map<Candidate, { readonly kind: string; readonly number: number }>();
  const counts = new Map<string, number>();
  let number = 0;
  for (const members of byHousehold.values()) {
    if (members.length < 2) continue;
    const kind = members
      .map((member) => kindOf.get(member)!)
      .sort()
      .join(";");
    counts.set(kind, (counts.get(kind) ?? 0) + 1);
    for (const member of members) byCandidate.set(member, { kind, number });
    number += 1;
  }
  return { byCandidate, counts };
}

function refuseOddRequest(candidates: readonly Candidate[], quotas: readonly Quota[], size: number): void {
  if (!Number.isInteger(size) || size < 1 || size > SIZE_MAX) {
    throw new SortitionRefusal("bad-size", `a panel has 1 to ${SIZE_MAX} seats, not ${size}`);
  }
  if (candidates.length === 0) throw new SortitionRefusal("no-candidates", "there are no candidates");
  if (candidates.length > CANDIDATES_MAX) {
    throw new SortitionRefusal("too-large", `${candidates.length} candidates; at most ${CANDIDATES_MAX}`);
  }
  if (quotas.length === 0) throw new SortitionRefusal("no-quotas", "there are no quotas");
  if (quotas.length > QUOTAS_MAX) throw new SortitionRefusal("too-large", `${quotas.length} quotas; at most ${QUOTAS_MAX}`);
  refuseTwins(
    candidates.map(({ id }) => id),
    "candidate",
  );
  refuseTwins(
    quotas.map(({ feature, value }) => `${feature}: ${value}`),
    "quota",
  );
  for (const { feature, value, min, max, minFlex = min, maxFlex = max } of quotas) {
    const bounds = [minFlex, min, max, maxFlex];
    const inOrder = bounds.every((bound, index) => Number.isInteger(bound) && bound >= (bounds[index - 1] ?? 0));
    if (!inOrder) throw new SortitionRefusal("bad-quota", `the bounds of ${feature}: ${value} are not whole numbers in order`);
  }
  const homes = new Set(candidates.map(({ id, household }) => household ?? `\0${id}`));
  if (homes.size < size) {
    const whom = homes.size < candidates.length ? `${homes.size} households` : `${candidates.length} candidates`;
    throw new SortitionRefusal("too-few-candidates", `${size} seats, but only ${whom}`);
  }
}

function refuseTwins(names: readonly string[], what: string): void {
  const seen = new Set<string>();
  for (const name of names) {
    if (seen.has(name)) throw new SortitionRefusal("duplicate", `the ${what} «${name}» occurs twice`);
    seen.add(name);
  }
}
