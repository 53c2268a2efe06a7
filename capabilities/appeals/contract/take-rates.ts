import { Type } from "typebox";
import { defineQuery, Field } from "#platform/contract.ts";
import { rateFilters } from "./read-rates.ts";

/** Rows of one file. */
export const MOST_CELLS = 50_000;

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
