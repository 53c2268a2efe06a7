import { Type } from "typebox";
import { defineQuery, Field } from "#platform/contract.ts";
import { EntryField, LeafIndex, ListedEntry, Nullable, Proof } from "./entry-views.ts";

export const readEntry = defineQuery({
  name: "record/read-entry",
  summary: "One entry of the record with its content, its proof, and what is official of the thing now.",
  input: { index: LeafIndex },
  output: Type.Object({
    ...ListedEntry.properties,
    /** The text that was hashed. */
    leaf: Type.String(),
    /** RFC 8785 text of the content of a public or withdrawn entry. */
    content: Nullable(Type.String()),
    fields: Type.Array(EntryField),
    /** Names of fields that may still be erased, by two persons. */
    erasable: Type.Array(Type.String()),
    proof: Proof,
    /** Path of the page that shows the thing. */
    page: Nullable(Type.String()),
    /** A later entry about the same thing. */
    later: Nullable(LeafIndex),
    /** JSON of what is official now: the content, or the fields by name; null where nothing is, or nobody says. */
    current: Nullable(Type.String()),
    /** Whether the house still says what is official of this kind. */
    compares: Type.Boolean(),
    sequencedAt: Field.instant(),
  }),
});
