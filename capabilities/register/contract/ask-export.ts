import { Type } from "typebox";
import { defineAction, Field } from "#platform/contract.ts";
import { PersonFilter } from "./list-persons.ts";

/** TRUST case 18: beyond so many rows a second person decides. */
export const EXPORT_ALONE = 100;
/** A large village has some 5,000 people; whoever needs more takes them village by village. */
export const EXPORT_MOST = 5_000;

export const askExport = defineAction({
  name: "register/ask-export",
  summary: "Asks for a list of persons as a file. Beyond 100 persons another person must agree; it expires after a day.",
  input: { ...PersonFilter, reason: Field.text(4, 300) },
  output: Type.Object({ id: Type.String(), persons: Type.Integer(), state: Field.choice("waiting", "open") }),
  refusals: { "export-empty": "conflict", "export-too-large": "too-large" },
});
