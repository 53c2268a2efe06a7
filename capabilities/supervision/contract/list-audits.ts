import { Type } from "typebox";
import { defineQuery, Field } from "#platform/contract.ts";
import { AUDIT_KINDS, AuditFacts } from "./audit-views.ts";
import { Nullable, Option } from "./matter-views.ts";

export const listAudits = defineQuery({
  name: "supervision/list-audits",
  summary: "Audits of whoever held a post in a village committee, at the end of it or of its term, the newest first.",
  input: {
    area: Type.Optional(Field.path(1)),
    kind: Type.Optional(Field.choice(...AUDIT_KINDS)),
    cursor: Type.Optional(Field.cursor()),
  },
  output: Type.Object({
    audits: Type.Array(AuditFacts),
    count: Type.Integer(),
    next: Nullable(Type.String()),
    areas: Type.Array(Option),
  }),
  refusals: { "bad-cursor": "invalid" },
});
