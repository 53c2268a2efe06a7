import { Type } from "typebox";
import { defineQuery, Field } from "#platform/contract.ts";
import { GROUNDS } from "./ask-erasure.ts";
import { LeafIndex, Nullable } from "./entry-views.ts";

export const listErasures = defineQuery({
  name: "record/list-erasures",
  summary: "Erasures asked for in the reader's areas: of what, on what ground, and what was decided; the last hundred.",
  input: {},
  output: Type.Object({
    erasures: Type.Array(
      Type.Object({
        id: Type.String(),
        index: LeafIndex,
        kindName: Type.String(),
        kindNameEn: Type.String(),
        field: Type.String(),
        ground: Field.choice(...GROUNDS),
        own: Type.Boolean(),
        askedAt: Field.instant(),
        state: Field.choice("waiting", "erased", "refused"),
        decidedAt: Nullable(Field.instant()),
      }),
    ),
  }),
});
