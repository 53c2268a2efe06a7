import { Type } from "typebox";
import { defineAction, Field } from "#platform/contract.ts";
import { Acted, MOST_FILES } from "./project-views.ts";

export const hangPapers = defineAction({
  name: "projects/hang-papers",
  summary: "Photos and papers of a project, for everybody to see.",
  input: {
    id: Field.id(),
    caption: Field.line(2, 120),
    photoIds: Type.Optional(Type.Array(Field.id(), { maxItems: MOST_FILES, control: "files", purpose: "projects/photo" })),
    paperIds: Type.Optional(Type.Array(Field.id(), { maxItems: MOST_FILES, control: "files", purpose: "projects/paper" })),
  },
  output: Acted,
  refusals: { "project-state": "conflict", "too-many-parts": "conflict" },
});
