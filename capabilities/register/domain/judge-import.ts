import type { CONFLICT_KINDS, DECISIONS } from "../contract/import-views.ts";
import type { Relation, Standing } from "../contract/person-views.ts";
import type { ImportPerson } from "./read-import-row.ts";

/** An entry of the register a row may be about. */
export type Existing = {
  readonly id: string;
  readonly name: string;
  readonly sex: "female" | "male" | null;
  readonly bornOn: string | null;
  readonly phone: string;
  readonly identityNumber: string;
  readonly address: string;
  readonly household: string;
  readonly relation: Relation | "";
  readonly standing: Standing;
  /** How and when the entry ended; null: it has not. */
  readonly end: { readonly kind: string; readonly on: string } | null;
};

/** What the register knows of what a row says. */
export type Known = {
  /** Whoever has the row's identity number: an entry in reach, or only the place where it is registered. */
  readonly byIdentity: Existing | { readonly elsewhere: string } | undefined;
  /** Entries of the same name in reach, without the one above. */
  readonly byName: readonly Existing[];
  /** The head of the row's household, if it has one. */
  readonly head: string | undefined;
};

export type ConflictKind = (typeof CONFLICT_KINDS)[number];
/** `update`: the file is right. `keep`: the register is right, the row is left out. `add`: they are two people. */
export type Decision = (typeof DECISIONS)[number];

export type Difference = { readonly field: string; readonly here: string; readonly file: string };

export type Judgement =
  | { readonly state: "ready" }
  | { readonly state: "repeated"; readonly personId: string }
  | {
      readonly state: "conflict";
      readonly kinds: readonly ConflictKind[];
      readonly personId: string | undefined;
      readonly differences: readonly Difference[];
      readonly options: readonly Decision[];
    };

/** Is the row new, there already, or in conflict with what the register says? */
export function judgeImport(row: ImportPerson, known: Known): Judgement {
  const { byIdentity } = known;
  if (byIdentity !== undefined && "elsewhere" in byIdentity)
    return {
      state: "conflict",
      kinds: ["elsewhere"],
      personId: undefined,
      differences: [{ field: "area", here: byIdentity.elsewhere, file: row.area ?? "" }],
      options: optionsFor(["elsewhere"]),
    };
  if (byIdentity !== undefined) return judgeSame(row, byIdentity, known.head);
  const likely = known.byName.find((one) => isLikely(row, one));
  if (likely !== undefined) {
    const same = judgeSame(row, likely, known.head);
    if (same.state === "repeated" && row.identity === undefined) return same;
    const kinds = same.state === "conflict" ? same.kinds : [];
    return {
      state: "conflict",
      kinds: ["perhaps-same", ...kinds],
      personId: likely.id,
      differences: differencesOf(row, likely),
      options: optionsFor(["perhaps-same"]),
    };
  }
  if (row.relation === "head" && known.head !== undefined)
    return {
      state: "conflict",
      kinds: ["other-head"],
      personId: undefined,
      differences: [],
      options: optionsFor(["other-head"]),
    };
  return { state: "ready" };
}

/** The row is about this entry: what of it differs? */
function judgeSame(row: ImportPerson, existing: Existing, head: string | undefined): Judgement {
  const differences = differencesOf(row, existing);
  const fields = new Set(differences.map(({ field }) => field));
  const kinds: ConflictKind[] = [];
  if (fields.has("name")) kinds.push("other-name");
  if (existing.end !== null) kinds.push("gone");
  if (fields.has("household") && existing.household !== "") kinds.push("other-household");
  if (row.relation === "head" && head !== undefined && head !== existing.id) kinds.push("other-head");
  if (kinds.length === 0 && fields.size > 0) kinds.push("differs");
  if (kinds.length === 0) return { state: "repeated", personId: existing.id };
  return { state: "conflict", kinds, personId: existing.id, differences, options: optionsFor(kinds) };
}

/** Two of one name are likely one where birth date, phone or household agree, and no identity number or birth date speaks against it. */
function isLikely(row: ImportPerson, one: Existing): boolean {
  if (row.identity !== undefined && one.identityNumber !== "") return false;
  if (row.bornOn !== undefined && one.bornOn !== null) return row.bornOn === one.bornOn;
  return (row.phone !== undefined && row.phone === one.phone) || (row.household !== undefined && row.household === one.household);
}

/** What the file says otherwise; what it leaves empty says nothing. */
function differencesOf(row: ImportPerson, existing: Existing): readonly Difference[] {
  const said: Readonly<Record<string, readonly [here: string, file: string | undefined]>> = {
    name: [existing.name, row.name],
    identityNumber: [existing.identityNumber, row.identity?.number],
    sex: [existing.sex ?? "", row.sex],
    bornOn: [existing.bornOn ?? "", row.bornOn],
    phone: [existing.phone, row.phone],
    household: [existing.household, row.household],
    relation: [existing.relation, row.relation],
    address: [existing.address, row.address],
    standing: [existing.standing, row.standing],
  };
  return Object.entries(said).flatMap(([field, [here, file]]) =>
    file === undefined || file === here ? [] : [{ field, here, file }],
  );
}

/** Which decisions are open to a conflict of these kinds. */
export function optionsFor(kinds: readonly ConflictKind[]): readonly Decision[] {
  if (kinds.includes("elsewhere")) return ["keep"];
  return kinds.includes("perhaps-same") ? ["update", "keep", "add"] : ["update", "keep"];
}
