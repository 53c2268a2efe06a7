import { Type, type TSchema } from "typebox";
import { Field } from "#platform/contract.ts";

export const STATES = ["running", "done", "accepted", "finished", "stopped"] as const;
export const KINDS = ["public-works", "economic"] as const;
/** 100 million yuan: no village spends more on one line. */
export const MOST_CENTS = 10_000_000_000;
/** Lines and milestones of one plan, and what is added to it later: what can be read on a page. */
export const MOST_LINES = 40;
export const MOST_MILESTONES = 30;
export const MOST_PARTS = 200;
export const MOST_FILES = 20;

export const Nullable = <T extends TSchema>(schema: T) => Type.Union([schema, Type.Null()]);
export const Option = Type.Object({ value: Type.String(), name: Type.String() });
export const cents = (minimum: 0 | 1) => Type.Integer({ minimum, maximum: MOST_CENTS, control: "money" });
/** One of the project's own parts, chosen by its name. */
export const partId = () => Type.String({ format: "uuid", control: "choice" });
/** What every act on a project answers. */
export const Acted = Type.Object({ id: Type.String(), number: Type.String(), state: Field.choice(...STATES) });

export const ProjectFacts = Type.Object({
  id: Type.String(),
  number: Type.String(),
  title: Type.String(),
  area: Type.String(),
  path: Type.String(),
  organization: Type.String(),
  kind: Field.choice(...KINDS),
  state: Field.choice(...STATES),
  beganOn: Field.date(),
  /** The last day of its milestones. */
  dueOn: Field.date(),
  finishedOn: Nullable(Field.date()),
  budgetCents: Type.Integer(),
  costCents: Type.Integer(),
  /** Something of it should have been there by today. */
  late: Type.Boolean(),
});

/** What is said of a project that is no longer being carried out. */
export const NOT_RUNNING = { "project-state": "conflict" } as const;
