import { Type } from "typebox";
import { defineQuery, Field } from "#platform/contract.ts";
import { AppraisalFacts, AppraisedView } from "./appraisal-views.ts";

export const readAppraisal = defineQuery({
  name: "supervision/read-appraisal",
  summary: "One appraisal: who was judged, what the ballots said, by which meeting and rule, and what followed by law.",
  input: { number: Type.String({ minLength: 1, maxLength: 40, pattern: "^[0-9A-Za-z-]*$" }) },
  output: Type.Object({
    appraisal: AppraisalFacts,
    members: Type.Array(AppraisedView),
    /** Why the newest result was counted again; empty for the first. */
    why: Type.String(),
    /** So many "incompetent" in a row end the post. */
    inARow: Type.Integer(),
    rule: Type.Object({ id: Type.String(), title: Type.String(), version: Type.Integer() }),
    publications: Type.Array(Type.Object({ version: Type.Integer(), on: Field.date() })),
    may: Type.Array(Type.String()),
  }),
});
