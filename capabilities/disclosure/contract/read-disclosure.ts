import { Type } from "typebox";
import { defineQuery, Field } from "#platform/contract.ts";
import { ComparedLine, ItemView, Nullable, ObjectionView, Option, PaperView, SectionView } from "./disclosure-views.ts";

export const readDisclosure = defineQuery({
  name: "disclosure/read-disclosure",
  summary: "One duty: what was published, version by version, its review, its objections, and the draft for whoever works on it.",
  input: { id: Field.id() },
  output: Type.Object({
    item: ItemView,
    rule: Type.Object({
      id: Type.String(),
      title: Type.String(),
      version: Type.Integer(),
      law: Type.String(),
      article: Type.String(),
    }),
    course: Type.Object({
      title: Type.String(),
      version: Type.Integer(),
      boardDays: Type.Integer(),
      objectionDays: Type.Integer(),
    }),
    sections: Type.Array(SectionView),
    papers: Type.Array(PaperView),
    versions: Type.Array(Type.Object({ version: Type.Integer(), reason: Type.String(), on: Field.date() })),
    /** The newest version beside the one before: old text by `same` and `gone` stretches, new text by `same` and `added` ones. */
    changes: Type.Array(ComparedLine),
    review: Type.Object({
      sentOn: Nullable(Field.date()),
      due: Nullable(Field.date()),
      verdict: Nullable(Field.choice("passed", "objected")),
      on: Nullable(Field.date()),
      opinion: Type.String(),
      /** Nothing was said within its days. */
      silent: Type.Boolean(),
    }),
    fixed: Type.Object({ on: Nullable(Field.date()), reference: Type.String() }),
    correcting: Type.String(),
    objectionsUntil: Nullable(Field.date()),
    orderedBy: Nullable(Field.date()),
    orderLate: Type.Boolean(),
    initiativeId: Nullable(Type.String()),
    objections: Type.Array(ObjectionView),
    /** What is being written; for whoever works in the place, else null. */
    draft: Nullable(Type.Object({ title: Type.String(), sections: Type.Array(SectionView), papers: Type.Array(PaperView) })),
    /** What a draft may be begun from. */
    sources: Type.Array(Option),
    may: Type.Array(Type.String()),
  }),
});
