import { Type } from "typebox";

const SPAN = Type.Object({
  amount: Type.Integer({ minimum: 1, maximum: 10_000 }),
  unit: Type.Union([Type.Literal("minutes"), Type.Literal("hours"), Type.Literal("calendar-days"), Type.Literal("working-days")]),
});

/** What a rule's `deadlines` must be for its cases to run by it. */
export const DEADLINES = Type.Record(
  Type.String(),
  Type.Union([SPAN, Type.Object({ byVariable: Type.String(), of: Type.Record(Type.String(), SPAN), otherwise: SPAN })]),
);
