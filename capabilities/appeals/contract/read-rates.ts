import { Type, type Static } from "typebox";
import { defineQuery, Field } from "#platform/contract.ts";
import { Nullable } from "./appeal-views.ts";

/** `2026-11`. */
const Month = () => Type.String({ pattern: "^(19|20|21)\\d\\d-(0[1-9]|1[0-2])$", control: "choice" });
/** What the rates may be told apart by. */
export const GROUPINGS = ["unit", "area", "matter", "month"] as const;
/** Months in one answer: ten years. */
export const MOST_MONTHS = 120;

export const rateFilters = {
  from: Type.Optional(Month()),
  to: Type.Optional(Month()),
  area: Type.Optional(Field.path(0)),
  matter: Type.Optional(Type.String({ maxLength: 60, pattern: "^[a-z0-9-]*$", control: "choice" })),
};

export const Rate = Type.Object({
  key: Type.String(),
  of: Type.Integer(),
  over: Type.Integer(),
  /** With one place; null where there are too few to tell. */
  percent: Nullable(Type.String()),
});

/** One rate as the rule `appeals.rates` writes it: a sum of measures over a sum of measures. */
const RateFormula = Type.Object({
  key: Type.String(),
  name: Type.String(),
  nameEn: Type.String(),
  from: Field.choice("appeals", "calls"),
  of: Type.Array(Type.String()),
  over: Type.Array(Type.String()),
  /** Of a call, whom the rate is of where units are told apart: who was called (usual) or who called. */
  unit: Type.Optional(Field.choice("called", "caller")),
});
export type RateFormula = Static<typeof RateFormula>;

/** The rule the rates are reckoned by. */
export const RateRuleView = Type.Object({
  key: Type.String(),
  id: Type.String(),
  title: Type.String(),
  titleEn: Type.String(),
  version: Type.Integer(),
  excludedOutcomes: Type.Array(Type.String()),
  excludedModes: Type.Array(Type.String()),
  smallestShown: Type.Integer(),
  rates: Type.Array(RateFormula),
});

export const readRates = defineQuery({
  name: "appeals/read-rates",
  summary:
    "How many appeals were answered in time, solved and found satisfying, by unit, place, matter or month, by the formulas of the rule in force; the year up to now where no months are named.",
  input: { ...rateFilters, by: Type.Optional(Field.choice(...GROUPINGS)) },
  output: Type.Object({
    rule: RateRuleView,
    /** First and last month. */
    from: Type.String(),
    to: Type.String(),
    total: Type.Array(Rate),
    /** By name. */
    groups: Type.Array(Type.Object({ key: Type.String(), name: Type.String(), rates: Type.Array(Rate) })),
    /** Dispatched appeals the rule leaves out. */
    excluded: Type.Integer(),
    by: Field.choice(...GROUPINGS),
    /** Months there are figures for, the newest first. */
    months: Type.Array(Type.String()),
    countedAt: Nullable(Field.instant()),
  }),
  refusals: {
    "months-reversed": "invalid",
    "too-many-months": "invalid",
    "no-formulas": "conflict",
  },
});
