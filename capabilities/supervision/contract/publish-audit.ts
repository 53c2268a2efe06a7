import { Type } from "typebox";
import { defineAction, Field } from "#platform/contract.ts";
import { ORDERED_BY } from "./audit-views.ts";

/** A part of a report is a page or two. */
const part = () => Field.text(2, 4_000);

export const publishAudit = defineAction({
  name: "supervision/publish-audit",
  summary:
    "The township publishes the report of an audit, with every part the law lists and what was found; the committee must answer each finding by the rule's day. Again: a corrected version, with its reason; findings given then are further ones.",
  input: {
    id: Field.id(),
    orderedBy: Field.choice(...ORDERED_BY),
    madeBy: Field.line(2, 80),
    from: Field.date(),
    to: Field.date(),
    finance: part(),
    debts: part(),
    funds: part(),
    works: part(),
    assets: part(),
    asked: Type.Optional(Field.text(0, 4_000)),
    findings: Type.Optional(Type.Array(Field.line(4, 400), { maxItems: 20 })),
    why: Type.Optional(Field.line(0, 200)),
  },
  output: Type.Object({ id: Type.String(), number: Type.String(), version: Type.Integer() }),
  refusals: { "audit-withdrawn": "conflict", "too-many-findings": "conflict" },
});
