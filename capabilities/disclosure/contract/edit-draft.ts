import { Type } from "typebox";
import { defineAction, Field } from "#platform/contract.ts";
import { MOST_PAPERS, MOST_SECTIONS } from "./disclosure-views.ts";

export const editDraft = defineAction({
  name: "disclosure/edit-draft",
  summary: "Writes the draft: its parts with text and table (a line a row, cells between tabs or bars), and its papers.",
  input: {
    id: Field.id(),
    title: Field.line(2, 80),
    sections: Type.Array(
      Type.Object({
        heading: Field.line(1, 80),
        text: Type.Optional(Field.text(0, 4_000)),
        table: Type.Optional(Field.text(0, 12_000)),
      }),
      { minItems: 1, maxItems: MOST_SECTIONS },
    ),
    paperIds: Type.Optional(Type.Array(Field.id(), { maxItems: MOST_PAPERS, control: "files", purpose: "disclosure/paper" })),
  },
  output: Type.Object({ id: Type.String() }),
  refusals: { "item-step": "conflict" },
});
