import { Type } from "typebox";
import { defineAction, defineQuery, Field } from "#platform/contract.ts";
import { Nullable } from "./appeal-views.ts";

export const ARCHIVING_STATES = ["running", "stopped", "done"] as const;

export const ArchivingView = Type.Object({
  id: Type.String(),
  state: Field.choice(...ARCHIVING_STATES),
  /** Unit and post of whoever started it. */
  by: Type.String(),
  startedAt: Field.instant(),
  /** Only what was closed before this legal day. */
  closedBefore: Type.String(),
  ruleVersion: Type.Integer(),
  /** Closed appeals looked at so far, in the order they were raised: it is through with the days of how many. */
  looked: Type.Integer(),
  days: Type.Integer(),
  ofDays: Type.Integer(),
  archived: Type.Integer(),
  /** Root of the Merkle tree (RFC 9162 §2.1.1, SHA-256) over the archived, as the record has it. */
  digest: Type.String(),
  /** Files its lines fill (`appeals/take-archive`); 0 before it has ended. */
  parts: Type.Integer(),
  endedAt: Nullable(Field.instant()),
  may: Type.Array(Field.choice("stop-archiving", "resume-archiving")),
});

export const listArchivings = defineQuery({
  name: "appeals/list-archivings",
  summary: "Runs in which closed appeals were archived, the newest first, and how far each is.",
  input: {},
  output: Type.Object({
    archivings: Type.Array(ArchivingView),
    /** Appeals closed before this legal day would be archived now; null where no rule says when. */
    closedBefore: Nullable(Type.String()),
    mayStart: Type.Boolean(),
  }),
});

export const startArchiving = defineAction({
  name: "appeals/start-archiving",
  summary: "Begins to archive what has been closed for as long as the rule says, step by step, while everything goes on.",
  input: {},
  output: Type.Object({ id: Type.String() }),
  refusals: { "no-archive-rule": "conflict", "archiving-open": "conflict", "too-many-jobs": "too-many" },
});

export const stopArchiving = defineAction({
  name: "appeals/stop-archiving",
  summary: "Stops an archiving after the step it is at; what is archived stays so.",
  input: { id: Field.id() },
  output: Type.Object({ id: Type.String() }),
  refusals: { "archiving-not-running": "conflict" },
});

export const resumeArchiving = defineAction({
  name: "appeals/resume-archiving",
  summary: "Lets a stopped archiving go on where it was.",
  input: { id: Field.id() },
  output: Type.Object({ id: Type.String() }),
  refusals: { "archiving-not-stopped": "conflict", "too-many-jobs": "too-many" },
});
