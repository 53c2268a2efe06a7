import { canonicalJson } from "@gongzhi/merkle-log";
import type { DELEGATE_KINDS, ROLL_KINDS } from "../contract/roll-views.ts";

export type RollKind = (typeof ROLL_KINDS)[number];

/** Somebody the register has in the place, with what decides whether they count. */
export type Candidate = {
  readonly personId: string;
  readonly householdId: string | null;
  readonly groupId: string | null;
  readonly sex: "female" | "male" | null;
  /** Full years on the day; null where the birth date is not known. */
  readonly age: number | null;
  readonly standing: string;
  /** Is a representative or delegate of the kind asked for on the day. */
  readonly delegate: boolean;
  /** Is a member of the place's collective on the day. */
  readonly member: boolean;
};

/** What the rule says: full years, and on what ground somebody must belong. */
export type RollRule = { readonly adultYears: number; readonly standings: readonly string[] };

export type RollEntry = {
  readonly personId: string;
  readonly householdId: string | null;
  readonly groupId: string | null;
  readonly woman: boolean;
  /** Of an owner: the exclusive floor area of their premises in whole 1/100 m². */
  readonly floorDm2?: number;
};

export type DrawnRoll = {
  readonly entries: readonly RollEntry[];
  readonly women: number;
  /** Households at least one of whose members is on the roll. */
  readonly households: number;
  /** Would count but for a birth date nobody has entered: to be asked about before the roll is frozen. */
  readonly undated: number;
};

/** Who is on a roll, by person id: the same people always make the same list. */
export function drawRoll(kind: Exclude<RollKind, "owners">, rule: RollRule, candidates: readonly Candidate[]): DrawnRoll {
  const grounded = candidates.filter(({ standing, member }) =>
    kind === "collective-members" ? member : rule.standings.includes(standing),
  );
  const adults = grounded.filter(({ age }) => age !== null && age >= rule.adultYears);
  const chosen = candidates.filter(({ delegate, member }) => delegate && (member || kind !== "collective-delegates"));
  const counted = isChosen(kind) ? chosen : adults;
  const entries = counted
    .map(({ personId, householdId, groupId, sex }) => ({ personId, householdId, groupId, woman: sex === "female" }))
    .toSorted((one, other) => (one.personId < other.personId ? -1 : 1));
  return {
    entries,
    women: entries.filter(({ woman }) => woman).length,
    households: new Set(entries.flatMap(({ householdId }) => householdId ?? [])).size,
    undated: grounded.filter(({ age }) => age === null).length,
  };
}

/** Those on it were chosen; of all others a birth date says whether they are of age. */
export function isChosen(kind: RollKind): boolean {
  return Object.hasOwn(CHOSEN, kind);
}

/** What somebody on each roll of chosen people was chosen as. A delegate of the collective counts as long as they are a member of it. */
export const CHOSEN: Readonly<Partial<Record<RollKind, (typeof DELEGATE_KINDS)[number]>>> = {
  "villagers-representatives": "villagers-representative",
  "residents-delegates": "residents-delegate",
  "collective-delegates": "collective-delegate",
};

/**
 * The list as the text its hash is taken of (RFC 8785): what the roll is, and its entries in the order of ids. Ids only, and of owners
 * the area each counts with: whoever holds the list can check the hash, and nobody can guess a name from it.
 */
export function canonicalList(
  head: {
    readonly tenantId: string;
    readonly rollId: string;
    readonly version: number;
    readonly kind: string;
    readonly path: string;
    readonly day: string;
    /** The quarter of a roll of owners. */
    readonly groupId?: string;
  },
  entries: readonly RollEntry[],
): string {
  return canonicalJson({ ...head, entries: entries.map((entry) => ({ ...entry })) });
}
