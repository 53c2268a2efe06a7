import { Type, type TSchema } from "typebox";
import { Field } from "#platform/contract.ts";

export const CHARGE_STATES = ["open", "objected", "reported", "accepted", "lifted"] as const;
/** 不在权责清单内; 没有条件. */
export const GROUNDS = ["no-power", "no-means"] as const;
export const DECISIONS = ["falls-away", "goes-on"] as const;
export const VERDICTS = ["accepted", "sent-back"] as const;
/** A township has some dozens of villages. */
export const MOST_PLACES = 200;
export const MOST_FILES = 8;

export const Nullable = <T extends TSchema>(schema: T) => Type.Union([schema, Type.Null()]);
export const Option = Type.Object({ value: Type.String(), name: Type.String() });
export const Number = Type.String({ minLength: 1, maxLength: 40, pattern: "^[0-9A-Za-z-]*$" });
export const Acted = Type.Object({ number: Type.String(), place: Type.Integer(), state: Type.String() });

export const ChargeFacts = Type.Object({
  id: Type.String(),
  number: Type.String(),
  place: Type.Integer(),
  title: Type.String(),
  area: Type.String(),
  path: Type.String(),
  organizationId: Type.String(),
  organization: Type.String(),
  giver: Type.String(),
  givenOn: Field.date(),
  dueOn: Field.date(),
  state: Field.choice(...CHARGE_STATES),
  endedOn: Nullable(Field.date()),
  /** Whole days it is late, by the owner or by the giver who has to judge; 0 where it is not. */
  daysLate: Type.Integer(),
});
