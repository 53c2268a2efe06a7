import { Type } from "typebox";
import { defineQuery, Field } from "#platform/contract.ts";
import { ProcedureKey, ProcedureVersion, RuleView, StepView, TriedView, VersionView } from "./procedure-views.ts";

export const readProcedure = defineQuery({
  name: "cases/read-procedure",
  summary: "One version of a procedure: its diagram, its steps with who may do each and by when, and what its proof said.",
  input: { key: ProcedureKey, version: ProcedureVersion },
  output: Type.Object({
    /** Whether the reader may open a case of it: an office's own, in force, by whoever has a post. */
    mayBegin: Type.Boolean(),
    /** Whether the reader may draw a next version: of the newest one only. */
    mayEdit: Type.Boolean(),
    key: Type.String(),
    version: Type.Integer(),
    title: Type.String(),
    titleEn: Type.String(),
    /** SVG without script, drawn from the BPMN's own diagram; empty where it could not be drawn. */
    svg: Type.String(),
    steps: Type.Array(StepView),
    rule: RuleView,
    /** States looked at until it was proved sound. */
    states: Type.Integer(),
    /** On how many past cases it was tried before it was enacted; null for what the house ships, and for a first version. */
    tried: TriedView,
    enactedAt: Field.instant(),
    /** Public name of whoever enacted it; empty where the house did. */
    enactedBy: Type.String(),
    /** Every version, the newest first. */
    versions: Type.Array(VersionView),
  }),
});
