import { Type } from "typebox";
import { defineQuery, Field } from "#platform/contract.ts";
import { Named, Nullable, Option } from "./meeting-views.ts";

export const readConveneForm = defineQuery({
  name: "meetings/read-convene-form",
  summary:
    "What a meeting may be convened as in a place: each kind with its ways of being due, who convenes, the notice it needs and the earliest lawful day; or why it cannot be.",
  input: {
    area: Type.Optional(Field.path(1)),
    /** The case the meeting is called about. */
    about: Type.Optional(Type.String({ minLength: 1, maxLength: 40, pattern: "^[0-9A-Z-]*$" })),
    /** The initiative it answers. */
    initiative: Type.Optional(Field.id()),
    kind: Type.Optional(Type.String({ minLength: 1, maxLength: 60, pattern: "^[a-z][a-z0-9-]*$", control: "choice" })),
  },
  output: Type.Object({
    areas: Type.Array(Option),
    area: Type.String(),
    kinds: Type.Array(
      Type.Object({
        id: Type.String(),
        name: Type.String(),
        nameEn: Type.String(),
        forms: Type.Array(Option),
        conveners: Type.Array(Option),
        noticeDays: Type.Integer(),
        article: Nullable(Type.String()),
        text: Nullable(Type.String()),
        earliest: Field.date(),
        open: Type.Boolean(),
        /** Why it cannot be convened here: another kind of place, no roll that can be drawn, no body that may convene. */
        refused: Nullable(Type.String()),
      }),
    ),
    /** Of the kind asked for. */
    groups: Type.Array(Option),
    matters: Type.Array(Named),
    facts: Type.Array(Named),
    /** Of a kind that chooses: of whom. */
    candidates: Type.Array(Option),
    /** Of a kind that may recall: who holds what by having been chosen. */
    recalls: Type.Array(Option),
    asked: Nullable(Type.Object({ id: Type.String(), title: Type.String(), wording: Type.String() })),
    subject: Nullable(
      Type.Object({
        title: Type.String(),
        /** Who has to preside; empty: whoever does by the rules. */
        chair: Type.String(),
        /** What is put to the vote, one by one. */
        parts: Type.Array(
          Type.Object({ number: Type.String(), title: Type.String(), wording: Type.String(), matter: Nullable(Type.String()) }),
        ),
        number: Type.String(),
      }),
    ),
  }),
});
