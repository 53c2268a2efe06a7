import { Type } from "typebox";
import { defineQuery, Field } from "#platform/contract.ts";
import { AuditedBy } from "./read-audit.ts";

export const auditReadings = defineQuery({
  name: "accounts/audit-readings",
  summary:
    "Who looked at whose personal data, newest first. Reading this is shown to those it names, and no more than so many an hour.",
  input: {
    q: Type.Optional(Field.line(0, 40)),
    from: Type.Optional(Field.date()),
    to: Type.Optional(Field.date()),
    /** Whose data it was. */
    personId: Type.Optional(Field.id()),
    cursor: Type.Optional(Field.cursor()),
  },
  output: Type.Object({
    readings: Type.Array(
      Type.Object({
        id: Type.String(),
        at: Field.instant(),
        by: AuditedBy,
        personId: Type.String(),
        /** Whose data it was; empty: no longer registered here. */
        name: Type.String(),
        what: Type.String(),
        /** The action or query it was read by. */
        purpose: Type.String(),
      }),
    ),
    next: Type.Union([Type.String(), Type.Null()]),
  }),
  refusals: { "reading-limit": "too-many" },
});
