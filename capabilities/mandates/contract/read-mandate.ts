import { Type } from "typebox";
import { ACTS } from "#capabilities/rules/contract/rule-views.ts";
import { defineQuery, Field } from "#platform/contract.ts";
import { ChargeFacts, Nullable, Number } from "./mandate-views.ts";

export const readMandate = defineQuery({
  name: "mandates/read-mandate",
  summary: "One mandate: what is asked on which ground with which means, and every charge that came of it with its state.",
  input: { number: Number },
  output: Type.Object({
    number: Type.String(),
    title: Type.String(),
    giver: Type.String(),
    basis: Type.String(),
    basisArticle: Type.String(),
    ruleId: Nullable(Type.String()),
    text: Type.String(),
    matter: Type.String(),
    act: Field.choice(...ACTS),
    means: Type.String(),
    evidence: Type.String(),
    wantsPapers: Type.Boolean(),
    givenOn: Field.date(),
    dueOn: Field.date(),
    charges: Type.Array(ChargeFacts),
    publications: Type.Array(
      Type.Object({
        kind: Field.choice("mandate", "report", "judgement", "lifting", "objection", "decision"),
        version: Type.Integer(),
        on: Field.date(),
      }),
    ),
  }),
});
