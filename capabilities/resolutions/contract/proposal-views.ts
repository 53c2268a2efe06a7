import { Type, type TSchema } from "typebox";
import { Field } from "#platform/contract.ts";

/** The steps of the chain by their elements, and how it may end. */
export const STATES = ["talk", "review", "decide", "publish", "post", "carry", "report", "done", "given-up"] as const;
export type State = (typeof STATES)[number];

/** A village of 20,000: more were not asked. */
export const MOST_ASKED = 20_000;
/** 100 million yuan: no village decides on more in one matter. */
export const MOST_CENTS = 10_000_000_000;

export const Nullable = <T extends TSchema>(schema: T) => Type.Union([schema, Type.Null()]);
export const Named = Type.Object({ value: Type.String(), name: Type.String(), nameEn: Type.String() });
export const Option = Type.Object({ value: Type.String(), name: Type.String() });

const Count = Nullable(Type.Integer());
/** One thing a step rests on, and whether it is there. */
export const StepFact = Type.Object({
  met: Type.Boolean(),
  sentence: Type.String(),
  sentenceEn: Type.String(),
  figure: Count,
  threshold: Count,
  article: Nullable(Type.String()),
  text: Nullable(Type.String()),
  path: Nullable(Type.String()),
});

export const ProposalFacts = Type.Object({
  id: Type.String(),
  number: Type.String(),
  title: Type.String(),
  area: Type.String(),
  path: Type.String(),
  organization: Type.String(),
  state: Field.choice(...STATES),
  proposedOn: Field.date(),
  endedOn: Nullable(Field.date()),
  /** The day by which its present step is due, as far as it waits for somebody. */
  dueAt: Nullable(Field.instant()),
});
