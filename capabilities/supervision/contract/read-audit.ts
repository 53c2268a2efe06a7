import { Type } from "typebox";
import { defineQuery, Field } from "#platform/contract.ts";
import { AuditFacts, FindingView, ORDERED_BY } from "./audit-views.ts";
import { Nullable } from "./matter-views.ts";

export const readAudit = defineQuery({
  name: "supervision/read-audit",
  summary:
    "One audit: whose time in which post, by when and by whom, what it found by what the law lists, and what was answered.",
  input: { number: Type.String({ minLength: 1, maxLength: 40, pattern: "^[0-9A-Za-z-]*$" }) },
  output: Type.Object({
    audit: AuditFacts,
    orderedBy: Nullable(Field.choice(...ORDERED_BY)),
    madeBy: Type.String(),
    from: Nullable(Field.date()),
    to: Nullable(Field.date()),
    /** What it had to cover, in the order of the law: words of `supervision.covers`. */
    report: Type.Array(Type.Object({ of: Type.String(), words: Type.String() })),
    findings: Type.Array(FindingView),
    why: Type.String(),
    rule: Type.Object({ id: Type.String(), title: Type.String(), version: Type.Integer() }),
    publications: Type.Array(
      Type.Object({ kind: Field.choice("audit", "finding-answer"), version: Type.Integer(), on: Field.date() }),
    ),
    may: Type.Array(Type.String()),
  }),
});
