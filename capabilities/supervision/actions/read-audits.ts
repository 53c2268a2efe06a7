import { sql } from "kysely";
import { findAreas } from "#capabilities/divisions/index.ts";
import { bind, type ActionContext } from "#platform/capability.ts";
import { readCaseNumber } from "#platform/identifiers/case-number.ts";
import { legalDay } from "#platform/legal-day.ts";
import { refuse, refuseField } from "#platform/refusal.ts";
import { listAudits } from "../contract/list-audits.ts";
import { readAudit } from "../contract/read-audit.ts";
import { COVERS } from "../domain/audit.ts";
import { mayAnswer, mayRule, maySee } from "../policy.ts";
import { countAudits, selectAudits, type AuditRow } from "../store/audits.ts";
import { findRuleTitle } from "../store/bodies.ts";
import { findFindings, type FindingRow } from "../store/findings.ts";
import { PUBLICATIONS } from "./put-on-record.ts";
import { VILLAGE } from "./read-appraisals.ts";

const PAGE = 30;
const ID = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/;

export const listAuditsBound = bind(listAudits, {
  policy: maySee,
  run: async (context, { area, kind, cursor }) => {
    const { tx, tenant, now } = context;
    if (cursor !== undefined && !ID.test(cursor)) return refuseField("/cursor", "bad-cursor");
    const matching = sql`x.division_path <@ ${area ?? tenant.rootPath}::ltree and ${kind === undefined ? sql`true` : sql`x.kind = ${kind}`}`;
    const older = cursor === undefined ? sql`true` : sql`x.id < ${cursor}::uuid`;
    const rows = await selectAudits(tx, sql`${matching} and ${older}`, PAGE + 1);
    const shown = rows.slice(0, PAGE);
    return {
      audits: shown.map((row) => auditFacts(context, row, legalDay(now))),
      count: await countAudits(tx, matching),
      next: rows.length > PAGE ? (shown.at(-1)?.id ?? null) : null,
      areas: (await findAreas(tx, tenant.rootPath)).filter(({ value }) => VILLAGE.test(value)),
    };
  },
});

export const readAuditBound = bind(readAudit, {
  policy: maySee,
  run: async (context, { number }) => {
    const { tx, actor, now } = context;
    const [row] = await selectAudits(tx, sql`x.number = ${readCaseNumber(number) ?? ""}`, 1);
    if (row === undefined) return refuse("absent", "absent");
    const today = legalDay(now);
    return {
      audit: auditFacts(context, row, today),
      orderedBy: row.ordered_by,
      madeBy: row.made_by,
      from: row.covers_from,
      to: row.covers_to,
      report: COVERS.map((of) => ({ of, words: row[of] })).filter(({ words }) => words !== ""),
      findings: (await findFindings(tx, row.id)).map((one) => findingView(one, today)),
      why: row.why,
      rule: { id: row.rule_id, title: await findRuleTitle(tx, row.rule_id, row.rule_version), version: row.rule_version },
      publications: (await PUBLICATIONS.find(tx, row.number)).flatMap(({ kind, version, published_on: on }) =>
        kind === "audit" || kind === "finding-answer" ? [{ kind, version, on }] : [],
      ),
      may: [
        ...(mayRule.can(actor, row) && row.withdrawn_on === null ? ["publish-audit"] : []),
        ...(mayAnswer.can(actor, row) && row.open_findings > 0 ? ["answer-finding"] : []),
      ],
    };
  },
});

/** Whoever has left a post is named no longer, until a report about their time in it is public; the township knows whom it audits. */
function nameOf(context: ActionContext, row: AuditRow): string {
  if (row.published_on !== null) return row.holder;
  if (!mayRule.can(context.actor, row)) return "";
  context.looked(row.person_id, "supervision.audit");
  return row.holder;
}

export function auditFacts(context: ActionContext, row: AuditRow, today: string) {
  return {
    id: row.id,
    number: row.number,
    kind: row.kind,
    area: row.area,
    path: row.division_path,
    organization: row.organization,
    holder: nameOf(context, row),
    title: row.title,
    becauseOn: row.because_on,
    dueOn: row.due_on,
    publishedOn: row.published_on,
    withdrawnOn: row.withdrawn_on,
    late: row.published_on === null && row.withdrawn_on === null && row.due_on < today,
    open: row.open_findings,
    lateFindings: row.late_findings,
  };
}

function findingView({ id, number, words, answer_due: answerDue, answer, answered_on: answeredOn }: FindingRow, today: string) {
  return { id, number, words, answerDue, answer, answeredOn, late: answeredOn === null && answerDue < today };
}
