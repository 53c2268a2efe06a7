import { Type } from "typebox";
import { defineQuery } from "#platform/contract.ts";
import { PersonFilter } from "./list-persons.ts";

export const readExportForm = defineQuery({
  name: "register/read-export-form",
  summary: "How many persons a list would hold, and whether a second person must agree to it.",
  input: PersonFilter,
  output: Type.Object({ persons: Type.Integer(), alone: Type.Integer(), needsSecond: Type.Boolean() }),
});
