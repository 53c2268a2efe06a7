import { Type, type TSchema } from "typebox";
import { Field } from "#platform/contract.ts";

export const SEXES = ["female", "male"] as const;
/** Registered here (户籍在本地), admitted by the assembly though registered elsewhere, or only living here. */
export const STANDINGS = ["registered", "admitted", "living-here"] as const;
export type Standing = (typeof STANDINGS)[number];
export const RELATIONS = ["head", "spouse", "child", "parent", "grandchild", "grandparent", "sibling", "other"] as const;
export type Relation = (typeof RELATIONS)[number];
/** Near kin as two are to each other, whichever is asked about. */
export const KIN = ["spouse", "parent-child", "sibling", "grandparent-grandchild", "other-near"] as const;
export type Kin = (typeof KIN)[number];
export const END_KINDS = ["moved", "died", "mistake"] as const;
/** What a reader sees of somebody's state; `undone` is what an import brought by mistake. */
export const STATES = ["here", "moved", "died", "mistake", "undone"] as const;
export type PersonState = (typeof STATES)[number];
export const CORRECTION_FIELDS = [
  "name",
  "sex",
  "bornOn",
  "phone",
  "identityNumber",
  "address",
  "household",
  "standing",
  "other",
] as const;
export const CHANGE_KINDS = [
  "added",
  "imported",
  "corrected",
  "ended",
  "resumed",
  "proved",
  "claimed",
  "joined",
  "left",
  "shown",
  "undone",
  "kin-declared",
  "kin-ended",
] as const;

export const PAGE_SIZE = 20;
export const NAME_LENGTH = { min: 1, max: 40 } as const;
export const ADDRESS_LENGTH = 200;
/** A ground names a paper or a decision: 户口簿, 迁移证, a letter of the police station. */
export const GROUND_LENGTH = { min: 2, max: 200 } as const;
/** A house number as villages write them: `201-0012`, `3幢2单元501`. */
export const NUMBER_LENGTH = 40;
/** A courtyard of four generations has some twenty; beyond it two households were written as one. */
export const MOST_MEMBERS = 60;

export const Nullable = <T extends TSchema>(schema: T) => Type.Union([schema, Type.Null()]);
export const Area = Field.path(1);
export const AreaOption = Type.Object({ value: Type.String(), name: Type.String(), level: Type.Integer() });
export const Ground = Field.line(GROUND_LENGTH.min, GROUND_LENGTH.max);
/** Which version of the entry the writer saw: a change between is not written over. */
export const Version = Type.Integer({ minimum: 1, maximum: 2_147_483_647, control: "hidden" });
export const TypedIdentity = Type.String({ minLength: 1, maxLength: 40, pattern: "^[0-9A-Za-z０-９Ｘｘ\\s]*$" });
export const TypedPhone = Type.String({ minLength: 1, maxLength: 40, pattern: "^[^\\u0000-\\u001f]*$" });

/** A line of a list: enough to tell whose page to open, masked. */
export const ListedPerson = Type.Object({
  id: Type.String(),
  /** `李*国` */
  name: Type.String(),
  sex: Nullable(Field.choice(...SEXES)),
  /** Full years on this legal day. */
  age: Nullable(Type.Integer()),
  area: Type.String(),
  household: Nullable(Type.Object({ id: Type.String(), number: Type.String() })),
  group: Type.String(),
  /** `138****8000`, or empty. */
  phone: Type.String(),
  proofLevel: Type.Integer({ minimum: 0, maximum: 2 }),
  state: Field.choice(...STATES),
});

/** One change of an entry. `before` holds what stood there, by field, for who may see the entry. */
export const Change = Type.Object({
  id: Type.String(),
  kind: Field.choice(...CHANGE_KINDS),
  at: Field.instant(),
  /** The public name of whoever did it, or the post's title; empty: the house itself. */
  by: Type.String(),
  ground: Type.String(),
  before: Type.Array(Type.Object({ field: Type.String(), value: Type.String() })),
});

export const CorrectionView = Type.Object({
  id: Type.String(),
  field: Field.choice(...CORRECTION_FIELDS),
  says: Type.String(),
  state: Field.choice("open", "done", "refused"),
  answer: Type.String(),
  askedAt: Field.instant(),
  decidedAt: Nullable(Field.instant()),
});

/** Declared near kin. */
export const KinView = Type.Object({
  id: Type.String(),
  personId: Type.String(),
  /** Empty where the reader may not see who it is. */
  name: Type.String(),
  kin: Field.choice(...KIN),
  ground: Type.String(),
  declaredOn: Field.date(),
});

export const HouseholdLine = Type.Object({
  id: Type.String(),
  number: Type.String(),
  address: Type.String(),
  area: Type.String(),
  group: Type.String(),
  head: Type.String(),
  members: Type.Integer(),
  ended: Type.Boolean(),
});

export const GroupLine = Type.Object({
  id: Type.String(),
  kind: Field.choice("villagers-group", "building", "neighbourhood"),
  name: Type.String(),
  area: Type.String(),
  path: Type.String(),
  households: Type.Integer(),
  persons: Type.Integer(),
  validFrom: Field.date(),
  validTo: Nullable(Field.date()),
});
