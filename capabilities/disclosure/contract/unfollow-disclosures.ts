import { Type } from "typebox";
import { defineAction, Field } from "#platform/contract.ts";

export const unfollowDisclosures = defineAction({
  name: "disclosure/unfollow-disclosures",
  summary: "Asks to be told no more.",
  input: { area: Type.Optional(Field.path(0)) },
  output: Type.Object({ area: Type.String() }),
  refusals: { "no-person-here": "conflict" },
});
