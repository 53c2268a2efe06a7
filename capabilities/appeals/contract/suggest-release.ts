import { Type } from "typebox";
import { defineQuery, Field } from "#platform/contract.ts";

export const suggestRelease = defineQuery({
  name: "appeals/suggest-release",
  summary:
    "The words of an appeal with names, phones, plates, addresses and the like covered: a help for whoever releases it, who reads every word and decides.",
  input: { id: Field.id() },
  output: Type.Object({
    title: Type.String(),
    text: Type.String(),
    answer: Type.String(),
    /** What was covered, in the order it stands. */
    hidden: Type.Array(Type.Object({ kind: Type.String(), words: Type.String() })),
  }),
  refusals: { "text-purged": "gone", "reading-limit": "too-many" },
});
