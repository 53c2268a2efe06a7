import { Type } from "typebox";
import { defineAction, Field } from "#platform/contract.ts";
import { LeafIndex } from "./entry-views.ts";

export const GROUNDS = ["personal", "consent", "mistake", "order"] as const;

export const askErasure = defineAction({
  name: "record/ask-erasure",
  summary: "Asks for one field of a sealed entry to be erased, from every entry about the same thing. Another person decides.",
  input: {
    index: LeafIndex,
    field: Type.String({ pattern: "^[A-Za-z][A-Za-z0-9]{0,39}$", control: "choice" }),
    ground: Field.choice(...GROUNDS),
  },
  output: Type.Object({ id: Type.String() }),
  refusals: { "not-erasable": "conflict", "erasure-asked": "conflict" },
});
