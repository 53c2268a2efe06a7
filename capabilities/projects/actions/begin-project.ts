import { findAreas } from "#capabilities/divisions/index.ts";
import { findRuleInForce } from "#capabilities/rules/index.ts";
import { bind, type ActionContext } from "#platform/capability.ts";
import type { InputOf } from "#platform/contract.ts";
import { caseNumber } from "#platform/identifiers/case-number.ts";
import { legalDay } from "#platform/legal-day.ts";
import { refuse, type Refusal } from "#platform/refusal.ts";
import { beginProject } from "../contract/begin-project.ts";
import { readBeginForm } from "../contract/read-begin-form.ts";
import { isKeeper, mayBegin } from "../policy.ts";
import { findLead, findProject, insertRow } from "../store/projects.ts";
import { findDecision, listDecisions } from "./decisions.ts";
import { publishPlan } from "./put-on-record.ts";
import { keepingBodies } from "./work.ts";

export const COURSE = "projects.course";
/** Villages and communities have a code of twelve digits. */
const PLACE = /\.\d{12}$/;

export const beginProjectBound = bind(beginProject, {
  policy: mayBegin,
  duty: "projects.keep",
  subject: async (_, { area }) => ({ division_path: area }),
  run: async (context, input) => {
    const { tx, actor, now } = context;
    const { area, kind, title, aim, place, lines, milestones } = input;
    const lead = await findLead(tx, keepingBodies(context, area), area);
    if (lead === undefined) return refuse("conflict", "not-your-body");
    const rule = await findRuleInForce(tx, COURSE, area);
    if (rule === undefined) return refuse("conflict", "no-rule");
    const decision = input.decision || null;
    const refused = decision === null ? undefined : await refuseDecision(context, decision, area);
    if (refused !== undefined) return refused;
    const today = legalDay(now);
    const id = context.newId();
    const number = caseNumber(today, (bytes) => {
      bytes.set(context.random(bytes.length));
      return bytes;
    });
    await insertRow(tx, "project", {
      id,
      number,
      division_path: area,
      organization_id: lead,
      decision,
      kind,
      title,
      aim,
      place,
      state: "running",
      began_on: today,
      due_on: milestones.reduce((last, { dueOn }) => (dueOn > last ? dueOn : last), today),
      budget_cents: lines.reduce((sum, { cents }) => sum + cents, 0),
      cost_cents: 0,
      barred: [lead, ...(actor.personId === undefined ? [] : [actor.personId])],
      rule_id: rule.rule_id,
      rule_version: rule.version,
    });
    await insertPlan(context, id, input, today);
    const made = await findProject(tx, { id });
    if (made === undefined) throw new Error(`project ${id} is not there`);
    await publishPlan(context, made, 1, "");
    context.subject(id);
    context.emit("projects.begun", { projectId: id });
    return { id, number };
  },
});

async function insertPlan(context: ActionContext, id: string, plan: InputOf<typeof beginProject>, day: string): Promise<void> {
  const first = { project_id: id, version: 1, division_path: plan.area, why: "", set_on: day };
  for (const { name, source, cents } of plan.lines)
    await insertRow(context.tx, "line", { ...first, id: context.newId(), name, source, cents });
  for (const { title, dueOn } of plan.milestones)
    await insertRow(context.tx, "milestone", { ...first, id: context.newId(), title, due_on: dueOn });
}

/** One decision is carried out by one project at a time, where it was decided, once its posting is over. */
async function refuseDecision(context: ActionContext, number: string, area: string): Promise<Refusal | undefined> {
  const found = await findDecision(context, number);
  if (found === undefined || !found.open || found.path !== area) return refuse("conflict", "decision-not-open");
  const other = await findProject(context.tx, { decision: number });
  return other === undefined ? undefined : refuse("conflict", "begun-already", { facts: { number: other.number } });
}

export const readBeginFormBound = bind(readBeginForm, {
  policy: isKeeper,
  run: async (context) => {
    const { tx, tenant } = context;
    const areas: { value: string; name: string }[] = [];
    for (const { value, name } of (await findAreas(tx, tenant.rootPath)).filter((area) => PLACE.test(area.value)))
      if ((await findLead(tx, keepingBodies(context, value), value)) !== undefined) areas.push({ value, name });
    const decisions: { value: string; name: string }[] = [];
    for (const { value } of areas)
      for (const { number, title, path } of await listDecisions(context, value))
        if (path === value && (await findProject(tx, { decision: number })) === undefined)
          decisions.push({ value: number, name: title });
    return { areas, decisions };
  },
});
