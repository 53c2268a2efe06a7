import { Type } from "typebox";
import { defineQuery } from "#platform/contract.ts";

export const readPartyDesk = defineQuery({
  name: "party/read-party-desk",
  summary: "How many belong to the reader's own party organization: a figure, never a list.",
  input: {},
  output: Type.Object({ organization: Type.String(), members: Type.Integer() }),
  refusals: { "not-party-post": "conflict" },
});
