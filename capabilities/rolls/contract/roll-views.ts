import { Type, type TSchema } from "typebox";
import { Field } from "#platform/contract.ts";

/**
 * All adults; one per household (the list is of adults, any of whom may come for theirs); chosen representatives or delegates; members of
 * the collective who are of age, and the delegates they chose.
 */
export const DRAWN_KINDS = [
  "adults",
  "households",
  "villagers-representatives",
  "residents-delegates",
  "collective-members",
  "collective-delegates",
] as const;
/** And the owners of one residential quarter, whose roll a meeting of theirs freezes. */
export const ROLL_KINDS = [...DRAWN_KINDS, "owners"] as const;
/** How somebody became a member of the collective (农村集体经济组织法 12), and how one ceases to be (17, 18). */
export const MEMBER_WAYS = ["founding", "birth", "marriage", "adoption", "policy", "other"] as const;
export const MEMBER_ENDS = ["death", "nationality", "other-membership", "civil-servant", "left", "mistake"] as const;
/** How many one paper names. */
export const MOST_AT_ONCE = 500;
/** The largest set of premises one line may hold, in whole 1/100 m²: a building of 100,000 m². */
const MOST_FLOOR_DM2 = 10_000_000;
/** Typed in m², kept in whole 1/100 m². */
export const Floor = () => Type.Integer({ minimum: 1, maximum: MOST_FLOOR_DM2, control: "floor" });
/** A page of a village's members, and of those who are none yet; of a quarter's premises. */
export const PAGE_SIZE = 30;
export const DELEGATE_KINDS = ["villagers-representative", "residents-delegate", "collective-delegate"] as const;

export const Nullable = <T extends TSchema>(schema: T) => Type.Union([schema, Type.Null()]);
export const Area = Field.path(1);
export const AreaOption = Type.Object({ value: Type.String(), name: Type.String(), level: Type.Integer() });

export const RollFacts = Type.Object({
  id: Type.String(),
  version: Type.Integer(),
  kind: Field.choice(...ROLL_KINDS),
  title: Type.String(),
  area: Type.String(),
  path: Type.String(),
  onDay: Field.date(),
  persons: Type.Integer(),
  women: Type.Integer(),
  households: Type.Integer(),
  /** Of owners: the floor area of all on it in whole 1/100 m²; null for other rolls. */
  floorDm2: Nullable(Type.Integer()),
  listSha256: Type.String(),
  reason: Type.String(),
  frozenAt: Field.instant(),
  objectionsUntil: Field.date(),
  decisionsUntil: Field.date(),
});
