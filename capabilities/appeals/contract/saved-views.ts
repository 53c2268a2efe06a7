import { Type } from "typebox";
import { defineAction, defineQuery, Field } from "#platform/contract.ts";

/** Tabs above one list: more would not be found again. */
export const MAX_VIEWS = 30;
/** Signs of a tab's words. */
const NAME = { min: 1, max: 20 } as const;

export const SavedView = Type.Object({
  id: Type.String(),
  name: Type.String(),
  /** Filters as the list's address keeps them. */
  query: Type.String(),
  shared: Type.Boolean(),
  /** The reader's own: may be renamed and removed. */
  own: Type.Boolean(),
});

export const listViews = defineQuery({
  name: "appeals/list-views",
  summary: "Saved views of the desk's list: the reader's own, and those shared within the reader's units.",
  input: {},
  output: Type.Object({ views: Type.Array(SavedView) }),
});

export const saveView = defineAction({
  name: "appeals/save-view",
  summary: "Keeps the filters of the desk's list under a name, for oneself or for one's unit.",
  input: {
    name: Field.line(NAME.min, NAME.max),
    query: Type.String({ minLength: 1, maxLength: 2_000, pattern: "^[^\\u0000-\\u001f\\u007f]*$", control: "hidden" }),
    shared: Type.Optional(Type.Boolean()),
  },
  output: Type.Object({ id: Type.String(), query: Type.String() }),
  refusals: { "nothing-to-keep": "invalid", "too-many-views": "conflict" },
});

export const renameView = defineAction({
  name: "appeals/rename-view",
  summary: "Gives a saved view of one's own another name.",
  input: { id: Field.id(), name: Field.line(NAME.min, NAME.max) },
  output: Type.Object({ query: Type.String() }),
  refusals: {},
});

export const removeView = defineAction({
  name: "appeals/remove-view",
  summary: "Takes a saved view of one's own away; it can be put back.",
  input: { id: Field.id() },
  output: Type.Object({ id: Type.String() }),
  refusals: {},
});

export const restoreView = defineAction({
  name: "appeals/restore-view",
  summary: "Puts back a saved view that was taken away.",
  input: { id: Field.id() },
  output: Type.Object({ query: Type.String() }),
  refusals: { "too-many-views": "conflict" },
});
