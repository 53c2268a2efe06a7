import type { DrawnRoll, RollEntry } from "./draw-roll.ts";

/** One set of premises: its exclusive floor area in whole 1/100 m², and the one owner who counts for it. */
export type Premises = {
  readonly personId: string;
  readonly householdId: string | null;
  readonly sex: "female" | "male" | null;
  readonly floorDm2: number;
};

export type DrawnOwners = Omit<DrawnRoll, "undated"> & { readonly floorDm2: number };

/** Every owner once, with the floor area of all their premises; by person id. A line counts until it is ended. */
export function drawOwners(premises: readonly Premises[]): DrawnOwners {
  const owners = new Map<string, RollEntry & { readonly floorDm2: number }>();
  for (const { personId, householdId, sex, floorDm2 } of premises) {
    const before = owners.get(personId)?.floorDm2 ?? 0;
    owners.set(personId, { personId, householdId, groupId: null, woman: sex === "female", floorDm2: before + floorDm2 });
  }
  const entries = [...owners.values()].toSorted((one, other) => (one.personId < other.personId ? -1 : 1));
  return {
    entries,
    women: entries.filter(({ woman }) => woman).length,
    households: new Set(entries.flatMap(({ householdId }) => householdId ?? [])).size,
    floorDm2: entries.reduce((sum, one) => sum + one.floorDm2, 0),
  };
}
