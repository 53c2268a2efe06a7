import { Type } from "typebox";
import { defineQuery, Field } from "#platform/contract.ts";
import { Kind, KindName, ListedEntry, Nullable } from "./entry-views.ts";

export const listEntries = defineQuery({
  name: "record/list-entries",
  summary: "What is on the public record, newest first: found by words and by kind.",
  input: {
    q: Type.Optional(Field.line(0, 60)),
    kind: Type.Optional(Kind),
    after: Type.Optional(Field.cursor()),
  },
  output: Type.Object({
    entries: Type.Array(ListedEntry),
    next: Nullable(Type.String()),
    /** Leaves in the signed log, whatever is searched for. */
    size: Type.Integer(),
    signedAt: Nullable(Field.instant()),
    origin: Nullable(Type.String()),
    key: Nullable(Type.String()),
    kinds: Type.Array(KindName),
  }),
});
