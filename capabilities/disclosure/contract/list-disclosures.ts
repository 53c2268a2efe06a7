import { Type } from "typebox";
import { defineQuery, Field } from "#platform/contract.ts";
import { ItemView, Nullable, Option, SUBJECTS } from "./disclosure-views.ts";

/** Rows of a page of the board. */
export const BOARD_PAGE = 20;

export const boardFilters = {
  q: Type.Optional(Field.line(0, 80)),
  area: Type.Optional(Field.path(0)),
  subject: Type.Optional(Field.choice(...SUBJECTS)),
  /** `shown`: on the board now; `taken-down`: has hung its days; left out, both. */
  board: Type.Optional(Field.choice("shown", "taken-down")),
};

export const listDisclosures = defineQuery({
  name: "disclosure/list-disclosures",
  summary: "What was published, the newest first; found by words, by place and by subject.",
  input: { ...boardFilters, cursor: Type.Optional(Field.cursor()) },
  output: Type.Object({
    items: Type.Array(ItemView),
    count: Type.Integer(),
    next: Nullable(Type.String()),
    areas: Type.Array(Option),
    /** Whether the reader is told of what is published in the area chosen; null: nobody is signed in. */
    follows: Nullable(Type.Boolean()),
    overdue: Type.Integer(),
    may: Type.Array(Type.String()),
  }),
});
