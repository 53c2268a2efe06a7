import { Type } from "typebox";
import { defineQuery, Field } from "#platform/contract.ts";
import { boardFilters } from "./list-disclosures.ts";

export const takeFile = defineQuery({
  name: "disclosure/take-file",
  summary: "The published disclosures of a filter as one file: CSV, a line each, or JSON with all tables.",
  input: { ...boardFilters, format: Field.choice("csv", "json") },
  output: Type.Object({ fileName: Type.String(), mediaType: Type.String(), base64: Type.String() }),
});
