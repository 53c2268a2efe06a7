import { Type } from "typebox";
import { Field } from "#platform/contract.ts";
import { Nullable } from "./appeal-views.ts";

/** Why and what for: no name of a resident belongs here. */
export const REASON_LENGTH = { min: 10, max: 1_000 } as const;

/** Somebody of a unit, as they sign: unit, title and public name. */
const Signed = Type.Object({ by: Type.String(), at: Field.instant() });

/** One opening of a sealed identity: asked by one, decided by another; a delay of telling signed by a third. */
export const OpeningView = Type.Object({
  id: Type.String(),
  ground: Type.String(),
  ruleVersion: Type.Integer(),
  reason: Type.String(),
  document: Type.String(),
  state: Field.choice("asked", "open", "declined"),
  asked: Signed,
  decided: Nullable(Signed),
  opensUntil: Nullable(Field.instant()),
  delayUntil: Nullable(Field.date()),
  delayReason: Type.String(),
  delayed: Nullable(Signed),
  toldAt: Nullable(Field.instant()),
  /** What this reader may do with it now. */
  may: Type.Array(Type.String()),
});
