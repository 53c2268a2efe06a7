import { Type } from "typebox";
import { defineQuery, Field } from "#platform/contract.ts";
import { MatterFacts, Nullable, PUBLISHED } from "./matter-views.ts";

const Day = Nullable(Field.date());

export const readMatter = defineQuery({
  name: "supervision/read-matter",
  summary: "One objection, inquiry or complaint: what it is about, what was answered, ruled and put right, by whom and by when.",
  input: { number: Type.String({ minLength: 1, maxLength: 40, pattern: "^[0-9A-Za-z-]*$" }) },
  output: Type.Object({
    matter: MatterFacts,
    /** Of a complaint: empty but for whoever made it and the township. */
    words: Type.String(),
    raisedBy: Type.String(),
    about: Nullable(Type.Object({ title: Type.String(), page: Type.String() })),
    answerDue: Day,
    answeredOn: Day,
    answer: Type.String(),
    upwardOn: Day,
    upwardDue: Day,
    why: Type.String(),
    upheld: Nullable(Type.Boolean()),
    ruledOn: Day,
    ruling: Type.String(),
    orderDue: Day,
    rightedOn: Day,
    report: Type.String(),
    rule: Type.Object({ id: Type.String(), title: Type.String(), version: Type.Integer() }),
    publications: Type.Array(Type.Object({ kind: Field.choice(...PUBLISHED), version: Type.Integer(), on: Field.date() })),
    may: Type.Array(Type.String()),
  }),
});
