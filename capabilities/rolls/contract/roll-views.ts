import { Type, type TSchema } from "typebox";
import { Field } from "#platform/contract.ts";

/** All adults; one per household (the list is of adults, any of whom may come for theirs); chosen representatives or delegates. */
export const ROLL_KINDS = ["adults", "households", "villagers-representatives", "residents-delegates"] as const;
export const DELEGATE_KINDS = ["villagers-representative", "residents-delegate"] as const;

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
  listSha256: Type.String(),
  reason: Type.String(),
  frozenAt: Field.instant(),
  objectionsUntil: Field.date(),
  decisionsUntil: Field.date(),
});
