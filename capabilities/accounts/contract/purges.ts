import { Type } from "typebox";
import { defineAction, defineQuery, Field } from "#platform/contract.ts";

export const PurgeView = Type.Object({
  id: Type.String(),
  /** `<capability>/<job>` */
  name: Type.String(),
  state: Field.choice("waiting", "running", "stopped", "done", "failed"),
  /** Rows removed or emptied. */
  done: Type.Integer(),
  /** It is through with so many tables, of so many; rows looked at, where it counts them. */
  at: Type.Integer(),
  of: Type.Integer(),
  looked: Type.Union([Type.Integer(), Type.Null()]),
  beganAt: Field.instant(),
  endedAt: Type.Union([Field.instant(), Type.Null()]),
  may: Type.Array(Field.choice("stop-purge", "resume-purge")),
});

/** `<capability>/<job>`, as the list names it: its last run is meant. */
const NAME = Type.String({ minLength: 1, maxLength: 80, pattern: "^[a-z/-]+$" });

export const listPurges = defineQuery({
  name: "accounts/list-purges",
  summary: "The night's purges of what is past its time: the last run of each, and how far it is.",
  input: {},
  output: Type.Object({ purges: Type.Array(PurgeView) }),
});

export const stopPurge = defineAction({
  name: "accounts/stop-purge",
  summary: "Stops a purge after the step it is at; it goes on when somebody lets it, or the next night.",
  input: { name: NAME },
  output: Type.Object({ name: Type.String() }),
  refusals: { "purge-not-running": "conflict" },
});

export const resumePurge = defineAction({
  name: "accounts/resume-purge",
  summary: "Lets a stopped purge go on where it was.",
  input: { name: NAME },
  output: Type.Object({ name: Type.String() }),
  refusals: { "purge-not-stopped": "conflict" },
});
