import { Type } from "typebox";
import { defineQuery } from "#platform/contract.ts";
import { Key, KEY_REFUSALS } from "./place.ts";

export const readSetUp = defineQuery({
  name: "setup/read-set-up",
  summary: "Whether this house still waits for its set-up, and whether its table of divisions is filled.",
  input: { key: Key },
  output: Type.Object({ divisions: Type.Boolean() }),
  refusals: KEY_REFUSALS,
});
