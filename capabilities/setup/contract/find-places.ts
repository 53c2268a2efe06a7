import { Type } from "typebox";
import { defineQuery, Field } from "#platform/contract.ts";
import { Key, KEY_REFUSALS } from "./place.ts";

export const findPlaces = defineQuery({
  name: "setup/find-places",
  summary: "Divisions by name or code, townships and above, the largest first (at most 30).",
  input: { key: Key, q: Field.line(1, 40) },
  output: Type.Object({
    places: Type.Array(Type.Object({ code: Type.String(), name: Type.String(), whole: Type.String() })),
  }),
  refusals: KEY_REFUSALS,
});
