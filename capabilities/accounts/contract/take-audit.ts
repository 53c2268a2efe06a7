import { Type } from "typebox";
import { defineQuery, Field } from "#platform/contract.ts";
import { AuditFilter } from "./read-audit.ts";

/** A month of a town; whoever needs more narrows it by days. */
export const AUDIT_FILE_MOST = 10_000;

export const takeAudit = defineQuery({
  name: "accounts/take-audit",
  summary: "The audit of a filter as CSV or XLSX, newest first (at most 10,000 lines); no resident is named in it.",
  input: {
    ...AuditFilter,
    format: Field.choice("csv", "xlsx"),
    locale: Type.Optional(Field.choice("zh-CN", "en")),
  },
  output: Type.Object({ fileName: Type.String(), mediaType: Type.String(), base64: Type.String() }),
  refusals: { "audit-too-large": "too-large" },
});
