import { Type, type TSchema } from "typebox";
import { Field } from "#platform/contract.ts";

/** The steps of the course by their elements, and how it may end. */
export const STATES = ["write", "consult", "decide", "file", "enact", "done", "given-up", "returned"] as const;
export type State = (typeof STATES)[number];

/** What became of a comment. */
export const OUTCOMES = ["adopted", "partly", "not-adopted"] as const;

/** A pact has a dozen articles, a charter some dozens. */
export const MOST_ARTICLES = 120;
export const ARTICLE_LENGTH = { min: 2, max: 3_000 } as const;

export const Nullable = <T extends TSchema>(schema: T) => Type.Union([schema, Type.Null()]);
export const Option = Type.Object({ value: Type.String(), name: Type.String() });
export const Moved = Type.Object({ id: Type.String(), number: Type.String(), state: Type.String() });
/** A step that is not open, was taken by somebody, or whose gate is shut. */
export const STEP_REFUSALS = {
  "gate-shut": "conflict",
  "step-not-open": "conflict",
  "step-done-by-other": "conflict",
  "step-taken": "conflict",
} as const;

export const DraftFacts = Type.Object({
  id: Type.String(),
  number: Type.String(),
  kind: Type.String(),
  title: Type.String(),
  area: Type.String(),
  path: Type.String(),
  organization: Type.String(),
  state: Field.choice(...STATES),
  beganOn: Field.date(),
  endedOn: Nullable(Field.date()),
  /** The day by which its present step is due, as far as it waits for somebody. */
  dueAt: Nullable(Field.instant()),
});
