import { Type } from "typebox";
import { defineQuery, Field } from "#platform/contract.ts";
import { Nullable } from "./appeal-views.ts";

/** How long an entry may be put right by whoever wrote it down: a day at the desk. */
export const ENTRY_HOURS = 12;
/** Entries of one desk shown at once: more than anybody types in a day. */
export const MAX_ENTERED = 200;

export const Entered = Type.Object({
  id: Type.String(),
  number: Type.String(),
  text: Type.String(),
  place: Type.String(),
  contactName: Type.String(),
  matter: Nullable(Type.String()),
  matterName: Type.String(),
  mandate: Type.String(),
  raisedAt: Field.instant(),
  /** `open`: nobody has taken it up yet, so it may be put right or taken out. */
  now: Field.choice("open", "taken", "undone"),
});

export const listEntered = defineQuery({
  name: "appeals/list-entered",
  summary: "What the reader's desk wrote down for others in the last twelve hours, newest first.",
  input: {},
  output: Type.Object({ entries: Type.Array(Entered) }),
});
