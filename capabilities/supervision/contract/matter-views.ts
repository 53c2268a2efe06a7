import { Type, type TSchema } from "typebox";
import { Field } from "#platform/contract.ts";

export const KINDS = ["objection", "inquiry", "complaint"] as const;
export const STEPS = ["waiting", "explained", "righting", "righted", "upward", "dismissed"] as const;
export const PUBLISHED = ["objection", "inquiry", "answer", "ruling", "righting"] as const;

export const Nullable = <T extends TSchema>(schema: T) => Type.Union([schema, Type.Null()]);
export const Option = Type.Object({ value: Type.String(), name: Type.String() });
/** The page of what it is about, below the tenant: `projects/20261127-ABCD-1`. */
export const about = () => Type.String({ minLength: 3, maxLength: 80, pattern: "^[a-z-]+/[0-9A-Za-z-]+$" });
/** What every act on a matter answers. */
export const Acted = Type.Object({ id: Type.String(), number: Type.String(), step: Field.choice(...STEPS) });
export const STEP_REFUSALS = { "matter-step": "conflict" } as const;

/** Where one objection, inquiry or complaint stands: everybody's to know. */
export const MatterFacts = Type.Object({
  id: Type.String(),
  number: Type.String(),
  kind: Field.choice(...KINDS),
  title: Type.String(),
  area: Type.String(),
  path: Type.String(),
  /** Who must answer it. */
  organization: Type.String(),
  step: Field.choice(...STEPS),
  madeOn: Field.date(),
  /** By when whoever has it now must be done; null: nobody has it. */
  dueOn: Nullable(Field.date()),
  /** Who has it now. */
  who: Type.String(),
  late: Type.Boolean(),
});

/** Something the supervision committee has to look at now. */
export const StepView = Type.Object({
  what: Type.String(),
  title: Type.String(),
  area: Type.String(),
  page: Type.String(),
  dueOn: Nullable(Field.date()),
  late: Type.Boolean(),
  /** The committee itself must act. */
  own: Type.Boolean(),
});
