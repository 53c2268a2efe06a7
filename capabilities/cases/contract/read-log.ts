import { Type, type Static } from "typebox";
import { defineQuery, Field } from "#platform/contract.ts";
import { Nullable } from "./task-views.ts";

/** Cases of one page of a log: few enough to be read at once, many enough that a year of a town takes seconds. */
export const LOG_PAGE = 100;

/** Transitions of the standard lifecycle of IEEE 1849-2016 that a case here knows. */
export const TRANSITIONS = ["schedule", "assign", "reassign", "withdraw", "complete"] as const;

export const LoggedEvent = Type.Object({
  /** What was done: the step's name; without one the kind of event (`case-opened`). */
  name: Type.String(),
  transition: Field.choice(...TRANSITIONS),
  /** At day precision the day's beginning in China. */
  at: Field.instant(),
  kind: Type.String(),
  /** The step's id in the procedure; empty: it is about the whole case. */
  step: Type.String(),
  /** Title of the post it was done under; `owner` for the resident whose matter it is, who is never named. */
  role: Type.String(),
  /** The unit. */
  group: Type.String(),
  /** The event's id and the post's: exact logs only, since a UUIDv7 tells the millisecond. */
  id: Nullable(Type.String()),
  resource: Nullable(Type.String()),
});

export const LoggedCase = Type.Object({
  number: Type.String(),
  kind: Type.String(),
  procedure: Type.String(),
  version: Type.Integer(),
  state: Field.choice("open", "ended", "withdrawn"),
  outcome: Type.String(),
  events: Type.Array(LoggedEvent),
});

export type LoggedCase = Static<typeof LoggedCase>;

export const readLog = defineQuery({
  name: "cases/read-log",
  summary:
    "A page of the event log: released cases by the day for everybody, exact for whoever oversees. As XES: /t/…/cases/log.xes.",
  input: {
    precision: Type.Optional(Field.choice("day", "exact")),
    kind: Type.Optional(Type.String({ maxLength: 40, pattern: "^[a-z][a-z0-9-]*$", control: "choice" })),
    /** Cases opened from this day on, and up to the end of that one. */
    from: Type.Optional(Field.date()),
    to: Type.Optional(Field.date()),
    cursor: Type.Optional(Field.cursor()),
  },
  output: Type.Object({ cases: Type.Array(LoggedCase), next: Nullable(Type.String()) }),
});
