import { Type } from "typebox";
import { defineQuery, Field } from "#platform/contract.ts";
import { FaultView, RuleView, StepView, TrialView } from "./procedure-views.ts";
import { Nullable } from "./task-views.ts";

/** How long a job looks at a net that could not be judged at once, with what it takes to begin. */
export const PROVING_SECONDS = 10;

export const readDraft = defineQuery({
  name: "cases/read-draft",
  summary:
    "A draft of a procedure's next version, looked over: its diagram, its steps, and every reason why it cannot be enacted.",
  input: { id: Field.id() },
  output: Type.Object({
    id: Type.String(),
    key: Type.String(),
    title: Type.String(),
    titleEn: Type.String(),
    madeAt: Field.instant(),
    madeBy: Type.String(),
    svg: Type.String(),
    /** Empty where it cannot be executed. */
    steps: Type.Array(StepView),
    rule: RuleView,
    /** `unjudged`: too complex to be judged at once; a job looks longer. */
    verdict: Field.choice("ready", "faulty", "undecided", "unjudged"),
    /** Whole seconds since that job was begun, which says something within `PROVING_SECONDS`. */
    provingSeconds: Nullable(Type.Integer({ minimum: 0 })),
    states: Type.Integer(),
    faults: Type.Array(FaultView),
    /** Null where it cannot be executed, or there is no version before it. */
    trial: Nullable(TrialView),
    /** Steps that come and go against the newest version. */
    added: Type.Array(Type.String()),
    removed: Type.Array(Type.String()),
    newest: Nullable(Type.Object({ version: Type.Integer(), from: Field.date() })),
  }),
});
