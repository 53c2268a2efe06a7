import { Type } from "typebox";
import { defineQuery } from "#platform/contract.ts";
import { Code, Key, KEY_REFUSALS, TypedNames } from "./place.ts";

export const checkPlace = defineQuery({
  name: "setup/check-place",
  summary: "Whether a place can be chosen: its names are known, or were typed for every level down to it.",
  input: { key: Key, code: Code, ...TypedNames },
  /** What was given, with the name of the place itself: goes along to the next step. */
  output: Type.Object({ code: Type.String(), name: Type.String(), ...TypedNames }),
  refusals: { ...KEY_REFUSALS, "name-needed": "invalid" },
});
