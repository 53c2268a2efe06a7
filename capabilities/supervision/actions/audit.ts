import { bind, type ActionContext } from "#platform/capability.ts";
import type { InputOf } from "#platform/contract.ts";
import { legalDay } from "#platform/legal-day.ts";
import { notify } from "#platform/notices/notify.ts";
import { refuse, refuseField, type Refusal } from "#platform/refusal.ts";
import { answerFinding } from "../contract/answer-finding.ts";
import { publishAudit } from "../contract/publish-audit.ts";
import { COVERS } from "../domain/audit.ts";
import { lastDay } from "../domain/course.ts";
import { mayAnswer, mayRule } from "../policy.ts";
import { changeAudit, lockAudit, selectAudits, type AuditRow } from "../store/audits.ts";
import { findHolders } from "../store/bodies.ts";
import { answerRow, findFindings, insertFinding, lockFinding } from "../store/findings.ts";
import { sql } from "kysely";
import { auditPage } from "./open-audits.ts";
import { PUBLICATIONS } from "./put-on-record.ts";

/** Of one audit, over all its versions. */
const MOST_FINDINGS = 60;

type Report = InputOf<typeof publishAudit>;

export const publishAuditBound = bind(publishAudit, {
  policy: mayRule,
  duty: "supervision.oversee",
  subject: async ({ tx }, { id }) => await lockAudit(tx, id),
  run: async (context, input, audit) => {
    const { tx, now } = context;
    if (audit.withdrawn_on !== null) return refuse("conflict", "audit-withdrawn", { facts: { day: audit.withdrawn_on } });
    const today = legalDay(now);
    const refused = refuseReport(input, audit, today);
    if (refused !== undefined) return refused;
    const there = await findFindings(tx, audit.id);
    const found = (input.findings ?? []).filter((words) => words.trim() !== "");
    if (there.length + found.length > MOST_FINDINGS)
      return refuse("conflict", "too-many-findings", { facts: { most: MOST_FINDINGS } });
    const version = audit.versions + 1;
    const parts = Object.fromEntries(COVERS.map((of) => [of, input[of] ?? ""]));
    await changeAudit(tx, audit.id, {
      ...parts,
      ordered_by: input.orderedBy,
      made_by: input.madeBy,
      covers_from: input.from,
      covers_to: input.to,
      versions: version,
      why: input.why ?? "",
      published_on: audit.published_on ?? today,
    });
    const due = lastDay(today, audit.finding_days);
    for (const [index, words] of found.entries())
      await insertFinding(tx, {
        id: context.newId(),
        audit_id: audit.id,
        division_path: audit.division_path,
        organization_id: audit.organization_id,
        number: there.length + index + 1,
        words,
        answer_due: due,
      });
    await putReport(context, audit, input, version);
    if (found.length > 0) await tellAnswerers(context, audit, due);
    context.subject(audit.id);
    return { id: audit.id, number: audit.number, version };
  },
});

function refuseReport({ from, to, why = "" }: Report, { versions }: AuditRow, today: string): Refusal | undefined {
  if (to < from) return refuseField("/to", "ends-before");
  if (to > today) return refuseField("/to", "not-yet");
  return versions > 0 && why.trim() === "" ? refuseField("/why", "required") : undefined;
}

/** On the record as it stands now, with every finding and its day. */
async function putReport(context: ActionContext, audit: AuditRow, input: Report, version: number): Promise<void> {
  const findings = await findFindings(context.tx, audit.id);
  await PUBLICATIONS.publish(context, {
    number: audit.number,
    kind: "audit",
    version,
    area: audit.division_path,
    content: {
      audit: audit.kind,
      organization: audit.organization,
      holder: audit.holder,
      post: audit.title,
      becauseOn: audit.because_on,
      orderedBy: input.orderedBy,
      madeBy: input.madeBy,
      from: input.from,
      to: input.to,
      report: COVERS.map((of) => ({ of, words: input[of] ?? "" })).filter(({ words }) => words !== ""),
      findings: findings.map(({ number, words, answer_due: answerDue }) => ({ number, words, answerDue })),
      why: input.why ?? "",
    },
  });
}

async function tellAnswerers(context: ActionContext, audit: AuditRow, day: string): Promise<void> {
  const { division_path: path, organization_id: organization } = audit;
  const holders = await findHolders(context.tx, { duty: "supervision.answer", path, organization });
  await notify(
    context,
    holders.map((personId) => ({ personId, topic: "supervision.findings", params: { day }, path: auditPage(audit) })),
  );
}

export const answerFindingBound = bind(answerFinding, {
  policy: mayAnswer,
  duty: "supervision.answer",
  subject: async ({ tx }, { id }) => await lockFinding(tx, id),
  run: async (context, { id, answer }, finding) => {
    const { tx, now } = context;
    if (finding.answered_on !== null) return refuse("conflict", "answered-already");
    const [audit] = await selectAudits(tx, sql`x.id = ${finding.audit_id}`, 1);
    if (audit === undefined) throw new Error(`audit ${finding.audit_id} is not there`);
    await answerRow(tx, id, answer, legalDay(now));
    await PUBLICATIONS.publish(context, {
      number: audit.number,
      kind: "finding-answer",
      version: finding.number,
      area: audit.division_path,
      content: { organization: audit.organization, finding: finding.number, answer },
    });
    const overseers = await findHolders(tx, { duty: "supervision.oversee", path: audit.division_path });
    await notify(
      context,
      overseers.map((personId) => ({ personId, topic: "supervision.finding-answered", params: {}, path: auditPage(audit) })),
    );
    context.subject(id);
    return { id, number: audit.number };
  },
});
