import { sql } from "kysely";
import { findRuleInForce, type RuleVersion } from "#capabilities/rules/index.ts";
import { bind, type ActionContext } from "#platform/capability.ts";
import { caseNumber } from "#platform/identifiers/case-number.ts";
import { legalDay } from "#platform/legal-day.ts";
import { refuse, refuseField } from "#platform/refusal.ts";
import { openAppraisal } from "../contract/open-appraisal.ts";
import { dueOnOf, readAppraisalRule } from "../domain/appraise.ts";
import { mayWatch } from "../policy.ts";
import {
  changeAppraised,
  findMembers,
  insertAppraisal,
  insertAppraised,
  latestOf,
  selectAppraised,
  type AppraisalRow,
} from "../store/appraisals.ts";
import { findBody, type Body } from "../store/bodies.ts";
import { refuseExcluded } from "./raise.ts";

export const APPRAISAL = "supervision.appraisal";
/** The law asks for it of village committees alone. */
export const APPRAISED = ["village-committee"] as const;

export const openAppraisalBound = bind(openAppraisal, {
  policy: mayWatch,
  duty: "supervision.watch",
  subject: async (_, { area }) => ({ division_path: area }),
  run: async (context, { area, year }) => {
    const { tx, now } = context;
    const rule = await findRuleInForce(tx, APPRAISAL, area);
    if (rule === undefined) return refuse("conflict", "no-rule");
    const refused = await refuseExcluded(context, area, rule);
    if (refused !== undefined) return refused;
    const thisYear = Number(legalDay(now).slice(0, 4));
    if (year !== thisYear && year !== thisYear - 1)
      return refuseField("/year", "year-not-open", { from: thisYear - 1, to: thisYear });
    const body = await findBody(tx, APPRAISED, area);
    if (body === undefined) return refuse("conflict", "no-committee");
    const members = await findMembers(tx, body.id);
    if (members.length === 0) return refuse("conflict", "nobody-holds");
    const latest = await latestOf(tx, body.id, year);
    const open =
      latest !== undefined && latest.done_on === null
        ? latest
        : await begin(context, { area, year, session: (latest?.session ?? 0) + 1, body, rule });
    const there = await selectAppraised(tx, sql`m.appraisal_id = ${open.id}`);
    for (const member of members) {
      if (there.some(({ person_id }) => person_id === member.person_id)) continue;
      await insertAppraised(tx, area, { ...member, id: context.newId(), number: newNumber(context), appraisal_id: open.id });
    }
    const gone = there.filter(
      ({ person_id, outcome, left_on }) =>
        outcome === null && left_on === null && !members.some((member) => member.person_id === person_id),
    );
    for (const { id } of gone) await changeAppraised(tx, id, { left_on: legalDay(now) });
    context.subject(open.id);
    return { id: open.id, number: open.number, members: members.length };
  },
});

type Begun = {
  readonly area: string;
  readonly year: number;
  readonly session: number;
  readonly body: Body;
  readonly rule: RuleVersion;
};

async function begin(context: ActionContext, { area, year, session, body, rule }: Begun): Promise<AppraisalRow> {
  const { tx, now } = context;
  const presiding = await findBody(tx, ["supervision-committee"], area);
  const { dueBy, kinds, inARow } = readAppraisalRule(rule.parameters);
  const made = {
    id: context.newId(),
    number: newNumber(context),
    division_path: area,
    organization_id: body.id,
    presided_by: presiding?.id ?? null,
    year,
    session,
    opened_on: legalDay(now),
    due_on: dueOnOf(year, dueBy),
    kinds,
    in_a_row: inARow,
    rule_id: rule.rule_id,
    rule_version: rule.version,
  };
  await insertAppraisal(tx, made);
  const row = await latestOf(tx, body.id, year);
  if (row === undefined) throw new Error(`the appraisal ${year} of ${body.id} is not there`);
  return row;
}

export function newNumber(context: ActionContext): string {
  return caseNumber(legalDay(context.now), (bytes) => {
    bytes.set(context.random(bytes.length));
    return bytes;
  });
}
