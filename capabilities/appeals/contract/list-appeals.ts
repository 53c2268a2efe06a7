import { Type } from "typebox";
import { defineQuery, Field } from "#platform/contract.ts";
import { FoundAppeal, Nullable, States } from "./appeal-views.ts";

export const listAppeals = defineQuery({
  name: "appeals/list-appeals",
  summary: "Appeals the reader's posts cover, newest first, with filters; imported ones are marked.",
  input: {
    state: Type.Optional(Field.choice(...States)),
    area: Type.Optional(Field.path(0)),
    matter: Type.Optional(Type.String({ maxLength: 60, pattern: "^[a-z0-9-]*$", control: "choice" })),
    unit: Type.Optional(Field.id()),
    imported: Type.Optional(Field.choice("yes", "no")),
    archived: Type.Optional(Field.choice("yes", "no")),
    q: Type.Optional(Field.line(0, 60)),
    from: Type.Optional(Field.date()),
    to: Type.Optional(Field.date()),
    after: Type.Optional(Field.cursor()),
  },
  output: Type.Object({
    appeals: Type.Array(FoundAppeal),
    next: Nullable(Type.String()),
    count: Type.Integer(),
    countIsCapped: Type.Boolean(),
    /** The best finds first; false: the newest first. */
    ranked: Type.Boolean(),
  }),
  refusals: { "bad-cursor": "invalid" },
});
