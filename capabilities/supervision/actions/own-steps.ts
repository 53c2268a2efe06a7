import { sql } from "kysely";
import type { ActionContext } from "#platform/capability.ts";
import { legalDay } from "#platform/legal-day.ts";
import { dueNow, isLate } from "../domain/judge-matter.ts";
import { selectAudits } from "../store/audits.ts";
import { findLateFindings } from "../store/findings.ts";
import { selectMatters, type MatterRow } from "../store/matters.ts";
import type { StepSource, Thing } from "./sources.ts";
import { whoHas } from "./known.ts";
import { auditPage } from "./open-audits.ts";
import { findLateAppraisals, listAppraisalSteps } from "./read-appraisals.ts";

/** A township with more has other troubles than a list. */
const MOST = 500;

/**
 * An appraisal the committee has to open or to bring to an end. An objection or inquiry that was not answered, not accepted or not put right may be
 * complained of to the township (`supervision.steps`).
 */
export const OWN_STEPS: StepSource = {
  list: listAppraisalSteps,
  find: async ({ tx }, key) => {
    const [row] = await selectMatters(tx, sql`m.number = ${key}`, 1);
    return row === undefined ? undefined : thingOf(row);
  },
};

function thingOf(row: MatterRow): Thing {
  const due = dueNow(row);
  return {
    title: row.title,
    path: row.division_path,
    area: row.area,
    page: `supervision/${row.number}`,
    organizationId: row.organization_id,
    open: false,
    // What the township has, or has ruled on, is not complained of to it again.
    ownComplaints: row.kind === "complaint" || row.step === "upward" || row.step === "dismissed",
    ...(due === null ? {} : { answerDue: due }),
  };
}

const WHAT: Readonly<Partial<Record<MatterRow["step"], string>>> = {
  waiting: "supervision-answer",
  upward: "supervision-rule",
  righting: "supervision-right",
};

/** Answers, rulings and orders whose day has passed (`disclosure.overdue`). */
export async function findOverdue(context: ActionContext, path: string) {
  return [...(await lateMatters(context, path)), ...(await lateYearly(context, path)), ...(await lateAudits(context, path))];
}

async function lateMatters({ tx, tenant, now }: ActionContext, path: string) {
  const today = legalDay(now);
  const passed = sql`(m.step = 'waiting' and m.answer_due < ${today}::date or m.step = 'upward' and m.upward_due < ${today}::date
    or m.step = 'righting' and m.order_due < ${today}::date)`;
  const rows = await selectMatters(tx, sql`m.division_path <@ ${path}::ltree and ${passed}`, MOST);
  return rows
    .filter((row) => isLate(row, today))
    .map((row) => ({
      what: WHAT[row.step] ?? "",
      title: row.title,
      area: row.area,
      who: whoHas(row, tenant.name),
      dueOn: dueNow(row) ?? "",
      page: `supervision/${row.number}`,
    }));
}

/** Committees that were not appraised in their year. */
async function lateYearly(context: ActionContext, path: string) {
  return (await findLateAppraisals(context, path)).map(({ path: place, area, organization, who, year, dueOn }) => ({
    what: "supervision-appraise",
    title: `${organization} ${year}`,
    area,
    who,
    dueOn,
    page: `supervision/appraisals?area=${place}`,
  }));
}

/** Audits whose report is not public, which is the township's duty, and findings nobody answered. */
async function lateAudits({ tx, tenant, now }: ActionContext, path: string) {
  const today = legalDay(now);
  const passed = sql`x.division_path <@ ${path}::ltree and x.published_on is null and x.withdrawn_on is null and x.due_on < ${today}::date`;
  const reports = (await selectAudits(tx, passed, MOST)).map((row) => ({
    what: "supervision-audit",
    title: `${row.organization} ${row.title}`,
    area: row.area,
    who: tenant.name,
    dueOn: row.due_on,
    page: auditPage(row),
  }));
  const answers = (await findLateFindings(tx, path, today, MOST)).map((row) => ({
    what: "supervision-finding",
    title: `${row.organization} ${row.title} ${row.finding}`,
    area: row.area,
    who: row.organization,
    dueOn: row.answer_due,
    page: auditPage(row),
  }));
  return [...reports, ...answers];
}
