import { Type } from "typebox";
import { defineQuery, Field } from "#platform/contract.ts";
import { AuditFacts } from "./audit-views.ts";
import { MatterFacts, StepView } from "./matter-views.ts";

export const readDesk = defineQuery({
  name: "supervision/read-desk",
  summary:
    "What the reader's posts have to look at now: steps of what is decided, carried out and published in their places, and what waits for their answer or ruling.",
  input: {},
  output: Type.Object({
    steps: Type.Array(StepView),
    matters: Type.Array(MatterFacts),
    /** Reports the reader's posts have to publish, and findings they have to answer. */
    audits: Type.Array(AuditFacts),
    /** Members of supervision committees whom the law keeps out of them. */
    conflicts: Type.Array(
      Type.Object({
        personId: Type.String(),
        name: Type.String(),
        title: Type.String(),
        organizationId: Type.String(),
        organization: Type.String(),
        ground: Field.choice("member", "books", "kin", "household"),
        /** Where it is said. */
        rule: Type.String(),
      }),
    ),
    may: Type.Array(Type.String()),
  }),
});
