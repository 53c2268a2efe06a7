import { Type } from "typebox";
import { defineQuery, Field } from "#platform/contract.ts";
import { Area, AreaOption, ListedPerson, Nullable, STANDINGS } from "./person-views.ts";

export const LIST_STATES = ["here", "gone", "all"] as const;

/** What a list of persons is narrowed by; an export takes the same. */
export const PersonFilter = {
  /** A name or its beginning; a whole phone or identity number finds its holder. */
  q: Type.Optional(Field.line(0, 40)),
  area: Type.Optional(Area),
  group: Type.Optional(Field.id()),
  standing: Type.Optional(Field.choice(...STANDINGS)),
  proof: Type.Optional(Field.choice("0", "1", "2")),
  state: Type.Optional(Field.choice(...LIST_STATES)),
};

export const listPersons = defineQuery({
  name: "register/list-persons",
  summary:
    "Persons inside the reader's areas by name, masked, with filters; each one shown is recorded, and only so many an hour are.",
  input: { ...PersonFilter, cursor: Type.Optional(Field.cursor()) },
  output: Type.Object({
    persons: Type.Array(ListedPerson),
    next: Nullable(Type.String()),
    count: Type.Integer(),
    countIsCapped: Type.Boolean(),
    areas: Type.Array(AreaOption),
    groups: Type.Array(Type.Object({ id: Type.String(), name: Type.String() })),
    may: Type.Array(Type.String()),
  }),
  refusals: { "reading-limit": "too-many" },
});
