import { buffer } from "node:stream/consumers";
import { bind, type ActionContext } from "#platform/capability.ts";
import { openToken, sealToken } from "#platform/crypto/tokens.ts";
import { legalDay } from "#platform/legal-day.ts";
import { noteReadings } from "#platform/readings/note-readings.ts";
import { refuse, refuseField } from "#platform/refusal.ts";
import { writeCsv } from "#platform/spreadsheets/write-csv.ts";
import { writeXlsx } from "#platform/spreadsheets/write-xlsx.ts";
import { auditReadings } from "../contract/audit-readings.ts";
import { AUDIT_PAGE, readAudit, type AuditEntry } from "../contract/read-audit.ts";
import { AUDIT_FILE_MOST, takeAudit } from "../contract/take-audit.ts";
import { mayAudit } from "../policy.ts";
import { findAudit, findAuditedReadings, type AuditPosition, type AuditRow, type InOffice, type WhoRow } from "../store/audit.ts";
import { AUDIT_WORDS } from "./audit-words.ts";

/** Who looked at whom names residents: whoever goes through a village in an hour is stopped and told of (TRUST case 18). */
const MOST_AN_HOUR = 500;

/** An act names no place, so whoever audits a part of the tenant only reads none. */
const BINDING = {
  policy: mayAudit,
  duty: "accounts.audit",
  audited: true,
  subject: ({ tenant }: ActionContext) => Promise.resolve({ division_path: tenant.rootPath }),
} as const;

export const readAuditBound = bind(readAudit, {
  ...BINDING,
  run: async (context, { cursor, ...filter }) => {
    const after = positionOf(context, "accounts/audit", cursor);
    if (after === "bad-cursor") return refuseField("/cursor", "bad-cursor");
    const rows = await findAudit(context.tx, trimmed(filter), { after, most: AUDIT_PAGE + 1, ...officeOf(context) });
    if (filter.subject) context.subject(filter.subject);
    const actions = [...context.offered.entries.keys()].sort();
    return { entries: rows.slice(0, AUDIT_PAGE).map(entryOf), actions, next: nextOf(context, "accounts/audit", rows) };
  },
});

export const auditReadingsBound = bind(auditReadings, {
  ...BINDING,
  run: async (context, { cursor, ...filter }) => {
    const after = positionOf(context, "accounts/audit-readings", cursor);
    if (after === "bad-cursor") return refuseField("/cursor", "bad-cursor");
    const rows = await findAuditedReadings(context.tx, trimmed(filter), { after, most: AUDIT_PAGE + 1 });
    const shown = rows.slice(0, AUDIT_PAGE);
    const persons = shown.filter(({ name }) => name !== "").map(({ person_id }) => person_id);
    const tooMany = await noteReadings(context, { what: "accounts.audited", persons, most: MOST_AN_HOUR });
    if (tooMany !== undefined) return tooMany;
    if (filter.personId) context.subject(filter.personId);
    const readings = shown.map(({ id, at, person_id, name, what, purpose, ...who }) => ({
      id,
      at: at.toISOString(),
      by: byOf(who),
      personId: person_id,
      name,
      what,
      purpose,
    }));
    return { readings, next: nextOf(context, "accounts/audit-readings", rows) };
  },
});

export const takeAuditBound = bind(takeAudit, {
  ...BINDING,
  run: async (context, { format, locale = "zh-CN", ...filter }) => {
    const rows = await findAudit(context.tx, trimmed(filter), {
      after: undefined,
      most: AUDIT_FILE_MOST + 1,
      ...officeOf(context),
    });
    if (rows.length > AUDIT_FILE_MOST) return refuse("too-large", "audit-too-large", { facts: { most: AUDIT_FILE_MOST } });
    if (filter.subject) context.subject(filter.subject);
    const words = AUDIT_WORDS[locale];
    const cells = rows.map(entryOf).map(({ id, at, by, action, outcome, subject }) => {
      const { organization, title, name, kind } = by;
      return [at, organization, title, name === "" ? words.kinds[kind] : name, action, outcome, subject ?? "", id];
    });
    const file = format === "csv" ? writeCsv(words.headings, cells) : writeXlsx(words.sheet, words.headings, cells);
    return {
      fileName: `${words.sheet}-${context.tenant.slug}-${legalDay(context.now)}.${format}`,
      mediaType:
        format === "csv" ? "text/csv; charset=utf-8" : "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
      base64: (await buffer(file)).toString("base64"),
    };
  },
});

function trimmed<F extends { readonly q?: string }>(filter: F): F {
  return filter.q === undefined ? filter : { ...filter, q: filter.q.trim() };
}

/** What is done in office only; an official who does anything else does it as any resident may. */
function officeOf({ offered }: ActionContext): InOffice {
  const acts = [...offered.entries].filter(([, { binding }]) => binding.duty !== undefined || binding.policy.inOffice === true);
  return { inOffice: acts.map(([name]) => name) };
}

type List = "accounts/audit" | "accounts/audit-readings";

function positionOf({ house, now }: ActionContext, list: List, cursor: string | undefined) {
  if (cursor === undefined || cursor === "") return undefined;
  return (openToken(house.keys.tokens, list, cursor, now.getTime()) as AuditPosition | undefined) ?? "bad-cursor";
}

function nextOf({ house }: ActionContext, list: List, rows: readonly { readonly at: Date; readonly id: string }[]) {
  const last = rows.length > AUDIT_PAGE ? rows[AUDIT_PAGE - 1] : undefined;
  return last === undefined ? null : sealToken(house.keys.tokens, list, { at: last.at.toISOString(), id: last.id });
}

function entryOf({ id, at, action, outcome, subject, ...who }: AuditRow): AuditEntry {
  return { id, at: at.toISOString(), by: byOf(who), action, outcome, subject: subject === "" ? null : subject };
}

function byOf({ official, known, organization, title, public_name }: WhoRow): AuditEntry["by"] {
  if (official && (public_name !== "" || title !== "")) return { kind: "official", organization, title, name: public_name };
  return { kind: known ? "resident" : "nobody", organization: "", title: "", name: "" };
}
