import { Type } from "typebox";
import { defineQuery, Field } from "#platform/contract.ts";
import { Nullable, Option } from "./draft-views.ts";

export const readBeginForm = defineQuery({
  name: "rulemaking/read-begin-form",
  summary:
    "What the reader’s body may draft in a place: the kinds of rules, who passes each by which article, and the rules it may change.",
  input: {
    area: Type.Optional(Field.path(1)),
    /** The number of a draft that ended without force, which is to be begun anew. */
    again: Type.Optional(Type.String({ maxLength: 40, pattern: "^[0-9A-Z-]*$" })),
  },
  output: Type.Object({
    areas: Type.Array(Option),
    area: Type.String(),
    kinds: Type.Array(
      Type.Object({ id: Type.String(), passedBy: Type.Array(Type.String()), law: Type.String(), article: Type.String() }),
    ),
    /** Rules a new version of which, or a version of one’s own, may be drafted as a rule of no particular kind. */
    rules: Type.Array(Option),
    /** Drafts that were given up or returned: one may begin with their text. */
    earlier: Type.Array(Option),
    /** What is begun anew, as it was begun. */
    again: Nullable(Type.Object({ number: Type.String(), kind: Type.String(), title: Type.String() })),
  }),
});
