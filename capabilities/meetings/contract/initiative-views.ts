import { Type } from "typebox";
import { Field } from "#platform/contract.ts";
import { Named, Nullable, ReasonView } from "./meeting-views.ts";

export const SIGNERS = ["adults", "representatives"] as const;

export const InitiativeView = Type.Object({
  id: Type.String(),
  kind: Named,
  area: Type.String(),
  path: Type.String(),
  asks: Field.choice("meeting", "item"),
  signers: Field.choice(...SIGNERS),
  title: Type.String(),
  wording: Type.String(),
  state: Field.choice("gathering", "reached", "answered"),
  begunOn: Field.date(),
  signed: Type.Integer(),
  /** Of how many on the roll; null until it is drawn, moments after it began. */
  outOf: Nullable(Type.Integer()),
  needed: Nullable(Type.Integer()),
  reasons: Type.Array(ReasonView),
  reachedOn: Nullable(Field.date()),
  dueOn: Nullable(Field.date()),
  /** The day has passed and no meeting was called. */
  late: Type.Boolean(),
  answeredOn: Nullable(Field.date()),
  meetingId: Nullable(Type.String()),
  /** A meeting is asked for; else something another part of the house does. */
  forMeeting: Type.Boolean(),
});
