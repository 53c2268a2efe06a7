import { Type } from "typebox";
import { defineQuery, Field } from "#platform/contract.ts";
import { GROUPINGS, Rate, RateRuleView, rateFilters } from "./read-rates.ts";

/** Rows of one file. */
export const MOST_CELLS = 50_000;

const Count = () => Type.Integer({ minimum: 0 });
/** `2026-11`; place, unit and matter by their keys and names, empty where there is none. */
const cell = {
  month: Type.String({ pattern: "^\\d{4}-\\d{2}$" }),
  area: Type.String(),
  areaName: Type.String(),
  unit: Type.String(),
  unitName: Type.String(),
  matter: Type.String(),
  matterName: Type.String(),
};
const Rates = Type.Array(Rate);

/** The file of JSON: `/t/<tenant>/appeals/rates-schema.json` publishes this schema. */
export const RatesFile = Type.Object(
  {
    tenant: Type.String(),
    from: Type.String({ description: "First month, 2026-01." }),
    to: Type.String({ description: "Last month." }),
    rule: RateRuleView,
    appeals: Type.Array(
      Type.Object({
        ...cell,
        mode: Type.String({ description: "named, sealed or anonymous; historic: brought over from an earlier system." }),
        outcome: Type.String({ description: "Empty while there is none." }),
        dispatched: Count(),
        contactedInTime: Count(),
        judged: Count(),
        responded: Count(),
        solved: Count(),
        satisfied: Count(),
      }),
      { description: "Counts of appeals; a row the rule excludes by its outcome or mode counts in no rate." },
    ),
    calls: Type.Array(
      Type.Object({
        ...cell,
        caller: Type.String(),
        callerName: Type.String(),
        called: Count(),
        reportedInTime: Count(),
        helped: Count(),
        refused: Count(),
      }),
      { description: "Counts of calls for help: the caller called the unit." },
    ),
    published: Type.Array(
      Type.Object({
        by: Field.choice(...GROUPINGS),
        total: Rates,
        groups: Type.Array(Type.Object({ key: Type.String(), name: Type.String(), rates: Rates })),
        excluded: Count(),
      }),
      {
        description:
          "Each rate of the rule, in its order: the sum of the measures `of` over the sum of the measures `over`, in percent with one place, halves up; null over fewer than `smallestShown`.",
      },
    ),
  },
  { title: "Rates of appeals, with the counts they are reckoned from" },
);

export const takeRates = defineQuery({
  name: "appeals/take-rates",
  summary:
    "The counts the rates are reckoned from, as one file. JSON holds the rule and the published rates besides, so that anybody can reckon them again.",
  input: { ...rateFilters, format: Field.choice("csv", "json") },
  output: Type.Object({ fileName: Type.String(), mediaType: Type.String(), base64: Type.String() }),
  refusals: {
    "months-reversed": "invalid",
    "too-many-months": "invalid",
    "too-many-cells": "invalid",
    "no-formulas": "conflict",
  },
});
