import { defineAction, Field } from "#platform/contract.ts";
import { about, Acted } from "./matter-views.ts";

export const complain = defineAction({
  name: "supervision/complain",
  summary:
    "Somebody of the place complains to the township of what is done there; it must look into it by its day. Who complained, and in which words, only the township reads.",
  input: { about: about(), words: Field.text(10, 2_000) },
  output: Acted,
  refusals: {
    "no-rule": "conflict",
    "not-here": "conflict",
    "nobody-answers": "conflict",
    "not-of-here": "forbidden",
    "too-many-open": "conflict",
    "answer-awaited": "conflict",
  },
});
