import { Type, type Static } from "typebox";
import { Field } from "#platform/contract.ts";
import { Nullable } from "./task-views.ts";

/** The name a procedure is asked for by: `appeals.handling`. */
export const PROCEDURE_KEY = "^[a-z0-9-]+(\\.[a-z0-9-]+)+$";
export const ProcedureKey = Type.String({ minLength: 3, maxLength: 60, pattern: PROCEDURE_KEY });
export const ProcedureVersion = Type.Integer({ minimum: 1, maximum: 999_999 });

/** A span a rule gives, and when it is that one: the value of the case variable it hangs on, empty for every other. */
const Span = Type.Object({
  when: Type.String(),
  amount: Type.Integer(),
  unit: Field.choice("minutes", "hours", "calendar-days", "working-days"),
});

const DeadlineView = Type.Object({
  /** The parameter of the rule; empty where the drawing itself says the time. */
  name: Type.String(),
  /** None: the rule does not know it. */
  spans: Type.Array(Span),
  /** An ISO 8601 time or an expression, as it is drawn. */
  drawn: Type.String(),
});

export const StepView = Type.Object({
  element: Type.String(),
  name: Type.String(),
  kind: Field.choice("task", "service", "wait", "send", "sub-process", "end"),
  /** 0 for steps of the process, 1 inside a sub-process … */
  depth: Type.Integer(),
  /** The action that completes it; empty where nobody does. */
  action: Type.String(),
  /** The duty it asks for; `owner`: whoever raised the matter. */
  duty: Type.String(),
  /** The case variable that holds the one organization it waits in. */
  within: Type.String(),
  /** Posts in force that carry the duty. */
  posts: Type.Integer(),
  deadline: Nullable(DeadlineView),
  /** What happens by itself when time is up. */
  timers: Type.Array(Type.Object({ name: Type.String(), deadline: DeadlineView })),
});

/** The rule whose parameters give the deadlines, as it stands today. */
export const RuleView = Nullable(Type.Object({ id: Type.String(), title: Type.String(), version: Type.Integer() }));

export const VersionView = Type.Object({
  version: Type.Integer(),
  from: Field.date(),
  /** The first day on which it no longer holds. */
  to: Nullable(Field.date()),
  state: Field.choice("to-come", "in-force", "past"),
  /** Open cases that run on it, in the reader's area; null for readers without one. */
  open: Nullable(Type.Integer()),
});

/** Why a draft cannot be enacted: a stable code, the element of the drawing, and the way on which it shows. */
export const FaultView = Type.Object({
  code: Type.String(),
  element: Type.String(),
  name: Type.String(),
  /** Names of the elements passed on a shortest way there from the start. */
  path: Type.Array(Type.String()),
  /** Their ids: what is lit on the drawing. */
  way: Type.Array(Type.String()),
  /** The same in the engine's own English words. */
  detail: Type.String(),
});

/** A draft tried on the cases of its procedure opened last: what was sent into each is sent into the draft. */
export const TrialView = Type.Object({
  tried: Type.Integer(),
  /** Went the same way up to where they stand. */
  same: Type.Integer(),
  /** Would have gone another way. */
  others: Type.Integer(),
  /** What happened in them was not kept in full, so nothing can be said. */
  unrecorded: Type.Integer(),
  /** The first differences, the most frequent first: names of steps. */
  ways: Type.Array(
    Type.Object({
      after: Type.String(),
      went: Type.Array(Type.String()),
      instead: Type.Array(Type.String()),
      count: Type.Integer(),
      /** Some of the cases. */
      numbers: Type.Array(Type.String()),
    }),
  ),
});
export type TrialView = Static<typeof TrialView>;

/** What such a trial said when a version was enacted. */
export const TriedView = Nullable(Type.Object({ tried: Type.Integer(), others: Type.Integer(), unrecorded: Type.Integer() }));
