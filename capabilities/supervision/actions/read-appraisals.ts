import { addDays } from "@gongzhi/working-days";
import { sql } from "kysely";
import { findAreas } from "#capabilities/divisions/index.ts";
import { bind, type ActionContext } from "#platform/capability.ts";
import { readCaseNumber } from "#platform/identifiers/case-number.ts";
import { legalDay } from "#platform/legal-day.ts";
import { refuse } from "#platform/refusal.ts";
import { listAppraisals } from "../contract/list-appraisals.ts";
import { readAppraisal } from "../contract/read-appraisal.ts";
import { dueOnOf, lastDueYear } from "../domain/appraise.ts";
import { isWatcher, mayWatch, maySee } from "../policy.ts";
import { findYearly, selectAppraisals, selectAppraised, type AppraisalRow, type AppraisedRow } from "../store/appraisals.ts";
import { findRuleTitle } from "../store/bodies.ts";
import { PUBLICATIONS } from "./put-on-record.ts";
import { APPRAISED } from "./open-appraisal.ts";
import type { Step } from "./sources.ts";

/** Years of a township's villages. */
const MOST = 300;
/** Villages by their official code; the law asks none of it of communities. */
export const VILLAGE = /\.\d{9}[2-9]\d{2}$/;

type Late = {
  readonly area: string;
  readonly organization: string;
  readonly who: string;
  readonly year: number;
  readonly dueOn: string;
};

/** Committees whose last due appraisal was not finished, since a rule asked for it. */
export async function findLateAppraisals(
  { tx, now }: ActionContext,
  path: string,
): Promise<readonly (Late & { path: string })[]> {
  const today = legalDay(now);
  return (await findYearly(tx, APPRAISED, path, MOST)).flatMap(
    ({ path: place, area, organization, who, due_by, since, last }) => {
      const { year, dueOn } = lastDueYear(today, due_by);
      return since > dueOn || (last ?? 0) >= year ? [] : [{ path: place, area, organization, who, year, dueOn }];
    },
  );
}

/** The time it takes to give notice, to meet and to count. */
const REMINDED_DAYS = 60;

/** What the supervision committee has before it: appraisals under way, the one that is late, and the one that must begin. */
export async function listAppraisalSteps(context: ActionContext, path: string): Promise<readonly Step[]> {
  const { tx, now } = context;
  const today = legalDay(now);
  const open = await selectAppraisals(tx, sql`x.done_on is null and x.division_path <@ ${path}::ltree`, MOST);
  const begun = open.map(({ organization, year, area, division_path: place, number, due_on: dueOn }) => ({
    what: "appraisal-open",
    title: `${organization} ${year}`,
    area,
    path: place,
    page: `supervision/appraisals/${number}`,
    dueOn,
    own: true,
  }));
  const due = (await findYearly(tx, APPRAISED, path, MOST)).flatMap(
    ({ path: place, area, organization, due_by, since, last }) => {
      const passed = lastDueYear(today, due_by);
      const next = { year: passed.year + 1, dueOn: dueOnOf(passed.year + 1, due_by) };
      return [passed, ...(addDays(next.dueOn, -REMINDED_DAYS) <= today ? [next] : [])]
        .filter(({ year, dueOn }) => since <= dueOn && (last ?? 0) < year)
        .filter(({ year }) => !open.some((row) => row.division_path === place && row.year === year))
        .map(({ year, dueOn }) => ({
          what: "appraisal-due",
          title: `${organization} ${year}`,
          area,
          path: place,
          page: `supervision/appraisals?area=${place}`,
          dueOn,
          own: true,
        }));
    },
  );
  return [...begun, ...due];
}

export const listAppraisalsBound = bind(listAppraisals, {
  policy: maySee,
  run: async (context, { area }) => {
    const { tx, tenant, actor, now } = context;
    const path = area ?? tenant.rootPath;
    const rows = await selectAppraisals(tx, sql`x.division_path <@ ${path}::ltree`, MOST);
    const areas = (await findAreas(tx, tenant.rootPath)).filter(({ value }) => VILLAGE.test(value));
    const watches = isWatcher.can(actor, {});
    return {
      appraisals: rows.map((row) => appraisalFacts(row, legalDay(now))),
      late: [...(await findLateAppraisals(context, path))],
      areas,
      own: watches ? areas.filter(({ value }) => mayWatch.can(actor, { division_path: value })) : [],
      thisYear: Number(legalDay(now).slice(0, 4)),
    };
  },
});

function appraisalFacts(row: AppraisalRow, today: string) {
  return {
    id: row.id,
    number: row.number,
    area: row.area,
    path: row.division_path,
    organization: row.organization,
    organizationId: row.organization_id,
    presidedBy: row.presiding,
    year: row.year,
    session: row.session,
    dueOn: row.due_on,
    heldOn: row.held_on,
    done: row.done_on !== null,
    late: row.done_on === null && row.due_on < today,
  };
}

export const readAppraisalBound = bind(readAppraisal, {
  policy: maySee,
  run: async (context, { number }) => {
    const { tx, actor, now } = context;
    const [row] = await selectAppraisals(tx, sql`x.number = ${readCaseNumber(number) ?? ""}`, 1);
    if (row === undefined) return refuse("absent", "absent");
    const open = row.done_on === null && mayWatch.can(actor, row);
    return {
      appraisal: appraisalFacts(row, legalDay(now)),
      members: (await selectAppraised(tx, sql`m.appraisal_id = ${row.id}`)).map(memberView),
      why: row.why,
      inARow: row.in_a_row,
      rule: { id: row.rule_id, title: await findRuleTitle(tx, row.rule_id, row.rule_version), version: row.rule_version },
      publications: (await PUBLICATIONS.find(tx, row.number)).map(({ version, published_on: on }) => ({ version, on })),
      may: open ? ["open-appraisal"] : [],
    };
  },
});

function memberView(row: AppraisedRow) {
  const { number, holder, title, left_on: leftOn, outcome, meeting_id: meetingId, ended_on: endedOn } = row;
  const { competent, incompetent, abstain, invalid } = row;
  const votes =
    outcome === null
      ? null
      : { competent: competent ?? 0, incompetent: incompetent ?? 0, abstain: abstain ?? 0, invalid: invalid ?? 0 };
  return { number, holder, title, leftOn, outcome, votes, meetingId, endedOn };
}
