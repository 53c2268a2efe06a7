import { Type } from "typebox";
import { defineQuery, Field } from "#platform/contract.ts";
import { States } from "./appeal-views.ts";

export const countByArea = defineQuery({
  name: "appeals/count-by-area",
  summary:
    "How many appeals lie in each part of an area: of those the reader’s posts cover, for everybody else of those released to the public.",
  input: {
    area: Type.Optional(Field.path(0)),
    state: Type.Optional(Field.choice(...States)),
    matter: Type.Optional(Type.String({ maxLength: 60, pattern: "^[a-z0-9-]*$", control: "choice" })),
    from: Type.Optional(Field.date()),
    to: Type.Optional(Field.date()),
  },
  output: Type.Object({
    /** Whose appeals were counted. */
    of: Type.Union([Type.Literal("staff"), Type.Literal("public")]),
    /** Parts with at least one, by path; `elsewhere` lie in the area itself and in none of its parts. */
    parts: Type.Array(Type.Object({ path: Type.String(), count: Type.Integer() })),
    elsewhere: Type.Integer(),
  }),
});
