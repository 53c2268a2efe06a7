import { Type } from "typebox";
import { defineAction, Field } from "#platform/contract.ts";

export const reviseProposal = defineAction({
  name: "resolutions/revise-proposal",
  summary:
    "Another text of a proposal, while the two committees have not agreed to one: a new version with its reason, on the record.",
  input: { id: Field.id(), wording: Field.text(10, 2_000), why: Field.line(4, 200) },
  output: Type.Object({ id: Type.String(), number: Type.String(), state: Type.String() }),
  refusals: { "text-is-fixed": "conflict" },
});
