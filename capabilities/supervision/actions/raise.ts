import { isWithin } from "#platform/actor.ts";
import { findRuleInForce } from "#capabilities/rules/index.ts";
import { bind, type ActionContext } from "#platform/capability.ts";
import { caseNumber } from "#platform/identifiers/case-number.ts";
import { legalDay } from "#platform/legal-day.ts";
import { notify } from "#platform/notices/notify.ts";
import { isRefusal, refuse, type Refusal } from "#platform/refusal.ts";
import { raiseInquiry } from "../contract/raise-inquiry.ts";
import { raiseObjection } from "../contract/raise-objection.ts";
import { cited, lastDay, readCourse, type Course } from "../domain/course.ts";
import { isWatcher, mayWatch } from "../policy.ts";
import { COMMITTEES, findBody, findBodyName, findHolders, type Body } from "../store/bodies.ts";
import { findGround } from "../store/exclusions.ts";
import { insertMatter, selectMatters, type MatterRow, type NewMatter } from "../store/matters.ts";
import { sql } from "kysely";
import { putOnRecord } from "./put-on-record.ts";
import { findThing, type Thing } from "./sources.ts";

export const COURSE = "supervision.course";

export type InForce = { readonly ruleId: string; readonly course: Course };

export async function findCourse({ tx }: Pick<ActionContext, "tx">, path: string): Promise<InForce | undefined> {
  const rule = await findRuleInForce(tx, COURSE, path);
  return rule === undefined ? undefined : { ruleId: rule.rule_id, course: readCourse(rule) };
}

export type Raised = Pick<
  MatterRow,
  "kind" | "title" | "words" | "step" | "answer_due" | "upward_on" | "upward_due" | "raised_by"
> & {
  readonly thing: Pick<Thing, "title" | "page" | "path">;
  readonly body: Body;
  readonly initiativeId?: string;
};

/** Writes it down under its number, under the version of the rule in force. */
export async function insertRaised(context: ActionContext, { ruleId, course }: InForce, raised: Raised): Promise<MatterRow> {
  const { tx, now } = context;
  const { thing, body, initiativeId = null, ...own } = raised;
  const today = legalDay(now);
  const made: NewMatter = {
    ...own,
    id: context.newId(),
    number: caseNumber(today, (bytes) => {
      bytes.set(context.random(bytes.length));
      return bytes;
    }),
    division_path: thing.path,
    about: thing.page,
    about_title: thing.title,
    organization_id: body.id,
    initiative_id: initiativeId,
    made_on: today,
    rule_id: ruleId,
    rule_version: course.version,
    course,
  };
  await insertMatter(tx, made);
  const [row] = await selectMatters(tx, sql`m.id = ${made.id}`, 1);
  if (row === undefined) throw new Error(`matter ${made.id} is not there`);
  context.subject(row.id);
  return row;
}

export async function tell(
  context: ActionContext,
  persons: readonly string[],
  what: string,
  { number }: Pick<MatterRow, "number">,
  day: string,
): Promise<void> {
  const notice = { topic: `supervision.${what}`, params: { day }, path: `supervision/${number}` };
  await notify(
    context,
    persons.map((personId) => ({ personId, ...notice })),
  );
}

export async function tellAnswerers(context: ActionContext, what: string, matter: MatterRow, day: string): Promise<void> {
  const { division_path: path, organization_id: organization } = matter;
  await tell(context, await findHolders(context.tx, { duty: "supervision.answer", path, organization }), what, matter, day);
}

/** The body that answers for a thing. */
export async function bodyOf({ tx }: ActionContext, { organizationId, path }: Thing): Promise<Body | undefined> {
  if (organizationId === null) return await findBody(tx, COMMITTEES, path);
  return { id: organizationId, name: await findBodyName(tx, organizationId) };
}

type Named = Pick<Course, "title" | "version">;

/** Whoever is set apart watches nothing, whatever post they hold (LAW: who is excluded from the committee). */
export async function refuseExcluded({ tx, actor }: ActionContext, path: string, rule: Named): Promise<Refusal | undefined> {
  const excluded =
    actor.personId === undefined || (await findGround(tx, "supervision-committee", actor.personId, path)) !== undefined;
  return excluded ? refuse("forbidden", "excluded-member", { rule: cited(rule) }) : undefined;
}

/** What both of the committee's acts want first: a rule, a member who may, a body to answer. */
async function prepare(context: ActionContext, thing: Thing) {
  const found = await findCourse(context, thing.path);
  if (found === undefined) return refuse("conflict", "no-rule");
  const refused = await refuseExcluded(context, thing.path, found.course);
  if (refused !== undefined) return refused;
  const body = await bodyOf(context, thing);
  return body === undefined ? refuse("conflict", "nobody-answers") : { found, body, raised_by: bodyOfPost(context, thing.path) };
}

/** The supervision committee it is done for: that of the post whose area holds the place. */
function bodyOfPost({ actor }: ActionContext, path: string): string | null {
  const post = actor.posts.find(
    ({ duties, areas }) => duties.includes("supervision.watch") && areas.some((area) => isWithin(path, area)),
  );
  return post?.organizationId ?? null;
}

export const raiseObjectionBound = bind(raiseObjection, {
  policy: isWatcher,
  duty: "supervision.watch",
  run: async (context, { about, title, words }) => {
    const { tx, now, actor } = context;
    const thing = await findThing(context, about);
    if (thing === undefined || !mayWatch.can(actor, { division_path: thing.path })) return refuse("conflict", "not-here");
    if (!thing.open) return refuse("conflict", "not-open");
    const ready = await prepare(context, thing);
    if (isRefusal(ready)) return ready;
    const { found, body, raised_by } = ready;
    const waiting = sql`m.about = ${thing.page} and m.kind = 'objection' and m.step = 'waiting'`;
    const [other] = await selectMatters(tx, waiting, 1);
    if (other !== undefined) return refuse("conflict", "objected-already", { facts: { number: other.number } });
    const due = lastDay(legalDay(now), found.course.objectionDays);
    const matter = await insertRaised(context, found, { ...asked("objection", title, words, due), raised_by, thing, body });
    await putOnRecord(context, matter, "objection", { raisedBy: matter.raiser, words, answerDue: due });
    await tellAnswerers(context, "objected", matter, due);
    return { id: matter.id, number: matter.number, step: matter.step };
  },
});

export const raiseInquiryBound = bind(raiseInquiry, {
  policy: mayWatch,
  duty: "supervision.watch",
  subject: async (_, { area }) => ({ division_path: area }),
  run: async (context, { area, about, title, words }) => {
    const found = about === undefined ? undefined : await findThing(context, about);
    if (about !== undefined && found?.path !== area) return refuse("conflict", "not-here");
    return await ask(context, { path: area, page: found?.page ?? "", title: found?.title ?? "" }, { title, words });
  },
});

async function ask(
  context: ActionContext,
  thing: Pick<Thing, "path" | "page" | "title">,
  { title, words }: { readonly title: string; readonly words: string },
) {
  const ready = await prepare(context, { ...thing, area: "", organizationId: null, open: true, ownComplaints: false });
  if (isRefusal(ready)) return ready;
  const { found, body, raised_by } = ready;
  const due = lastDay(legalDay(context.now), found.course.inquiryDays);
  const matter = await insertRaised(context, found, { ...asked("inquiry", title, words, due), raised_by, thing, body });
  await publishInquiry(context, matter, matter.raiser);
  return { id: matter.id, number: matter.number, step: matter.step };
}

/** On the record, and told to whoever must answer. */
export async function publishInquiry(context: ActionContext, matter: MatterRow, raisedBy: string): Promise<void> {
  const due = matter.answer_due ?? "";
  await putOnRecord(context, matter, "inquiry", { raisedBy, words: matter.words, answerDue: due });
  await tellAnswerers(context, "asked", matter, due);
}

/** What waits for its answer until a day. */
export function asked(kind: "objection" | "inquiry", title: string, words: string, answerDue: string) {
  return { kind, title, words, step: "waiting", answer_due: answerDue, upward_on: null, upward_due: null } as const;
}
