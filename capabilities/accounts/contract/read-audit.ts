import { Type, type Static } from "typebox";
import { defineQuery, Field } from "#platform/contract.ts";

export const AUDIT_PAGE = 50;

/** Whoever did it in office: the post and the holder's public name. What anybody may do for themselves is shown without a name. */
export const AuditedBy = Type.Object({
  /** `official`: named below; `resident`: somebody signed in, as any resident may; `nobody`: a visitor, or the holder of a receipt alone. */
  kind: Field.choice("official", "resident", "nobody"),
  organization: Type.String(),
  title: Type.String(),
  name: Type.String(),
});

/** What the audit is narrowed by. */
export const AuditFilter = {
  /** Part of an official's name, of a post's title or of a unit's name. */
  q: Type.Optional(Field.line(0, 40)),
  from: Type.Optional(Field.date()),
  to: Type.Optional(Field.date()),
  capability: Type.Optional(Type.String({ maxLength: 40, pattern: "^[a-z-]*$", control: "choice" })),
  action: Type.Optional(Type.String({ maxLength: 80, pattern: "^([a-z-]+/[a-z0-9-]+)?$", control: "choice" })),
  outcome: Type.Optional(Field.choice("done", "read", "refused")),
  /** The id of what it was about, as a line of the audit gives it. */
  subject: Type.Optional(Type.String({ maxLength: 64, pattern: "^[0-9A-Za-z-]*$" })),
};

export const AuditEntry = Type.Object({
  id: Type.String(),
  at: Field.instant(),
  by: AuditedBy,
  /** `<capability>/<verb-noun>`. */
  action: Type.String(),
  /** `done`, `read`, or the code it was refused with. */
  outcome: Type.String(),
  subject: Type.Union([Type.String(), Type.Null()]),
});
export type AuditEntry = Static<typeof AuditEntry>;

export const readAudit = defineQuery({
  name: "accounts/read-audit",
  summary: "What was done here, by whom, under which post and with what outcome, newest first; each reading of it is audited.",
  input: { ...AuditFilter, cursor: Type.Optional(Field.cursor()) },
  output: Type.Object({
    entries: Type.Array(AuditEntry),
    /** Everything that can stand in the audit, to filter by. */
    actions: Type.Array(Type.String()),
    next: Type.Union([Type.String(), Type.Null()]),
  }),
});
