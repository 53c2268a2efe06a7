import { Type } from "typebox";
import { defineAction, Field } from "#platform/contract.ts";
import { about, Acted } from "./matter-views.ts";
import { RAISED } from "./raise-objection.ts";

export const raiseInquiry = defineAction({
  name: "supervision/raise-inquiry",
  summary:
    "The supervision committee asks the village or residents' committee in writing about its work; the answer is due within the rule's days and public.",
  input: {
    area: Field.path(1),
    about: Type.Optional(about()),
    title: Field.line(4, 80),
    words: Field.text(10, 2_000),
  },
  output: Acted,
  refusals: { ...RAISED, "not-here": "conflict" },
});
