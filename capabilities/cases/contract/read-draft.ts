import { Type } from "typebox";
import { defineQuery, Field } from "#platform/contract.ts";
import { FaultView, RuleView, StepView } from "./procedure-views.ts";
import { Nullable } from "./task-views.ts";

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
    verdict: Field.choice("ready", "faulty", "undecided"),
    states: Type.Integer(),
    faults: Type.Array(FaultView),
    /** Steps that come and go against the newest version. */
    added: Type.Array(Type.String()),
    removed: Type.Array(Type.String()),
    newest: Nullable(Type.Object({ version: Type.Integer(), from: Field.date() })),
  }),
});
