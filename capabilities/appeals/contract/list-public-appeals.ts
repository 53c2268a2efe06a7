import { Type } from "typebox";
import { defineQuery, Field } from "#platform/contract.ts";
import { FoundAppeal, Nullable, States } from "./appeal-views.ts";

export const listPublicAppeals = defineQuery({
  name: "appeals/list-public-appeals",
  summary: "Appeals whose text a person released to the public, newest first.",
  input: {
    state: Type.Optional(Field.choice(...States)),
    area: Type.Optional(Field.path(0)),
    matter: Type.Optional(Type.String({ maxLength: 60, pattern: "^[a-z0-9-]*$", control: "choice" })),
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
