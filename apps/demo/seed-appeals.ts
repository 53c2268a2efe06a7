import { sql } from "kysely";
import { advanceCase } from "#capabilities/cases/index.ts";
import { pathOfCode } from "#capabilities/divisions/index.ts";
import type { Actor } from "#platform/actor.ts";
import type { ActionContext } from "#platform/capability.ts";
import { isRefusal } from "#platform/refusal.ts";
import {
  CANNOT_TEXTS,
  CONTACT_TEXTS,
  DEMO_MATTERS,
  EXTENSION_TEXTS,
  NO_TEXTS,
  REASONS_TO_REOPEN,
  REPORT_TEXTS,
  WHISTLE_TEXTS,
  type DemoMatter,
} from "./appeal-texts.ts";
import type { Seeded } from "./seeded.ts";
import type { SeededUnits } from "./seed-township.ts";
import { act, contextAt, findOfficials, perform } from "./time-machine.ts";
import { PLACES } from "./township.ts";

const APPEALS = 300;
const DAYS = 365;
const WAITING = 6;
/** Matters over which villages and communities have a power of their own beside the unit that leads. */
const CALLED_FOR: ReadonlySet<string> = new Set(["street-light", "garbage"]);
const HOUR_MS = 3_600_000;
const DAY_MS = 24 * HOUR_MS;

type Cast = {
  readonly clerk: Actor;
  readonly residents: readonly Actor[];
  readonly handlers: ReadonlyMap<string, Actor>;
  readonly units: SeededUnits;
};
type Course = { readonly context: ActionContext; readonly choose: Seeded; readonly cast: Cast; readonly until: Date };

/** A year of appeals in every state, lived day by day through the real actions, the newest still open. */
export async function seedAppeals(context: ActionContext, units: SeededUnits, choose: Seeded): Promise<void> {
  const cast = await castOf(context, units);
  const course = { context, choose, cast, until: context.now };
  for (let index = 0; index < APPEALS; index += 1) {
    // Denser towards today, so that the desk has something to do.
    const back = DAYS * ((APPEALS - index) / APPEALS) ** 1.6;
    const raisedAt = new Date(
      context.now.getTime() -
        Math.max(0.02, back) * DAY_MS -
        (index >= APPEALS - WAITING ? choose.number(50) * 60_000 : choose.number(10) * HOUR_MS),
    );
    await liveThrough(course, raisedAt, index);
  }
  await lookAtEntry(course);
}

/** The village office opened the demo resident's entry twice this year: at the yearly check of the register, and for a proof of residence. */
async function lookAtEntry({ context, cast }: Course): Promise<void> {
  const office = cast.units.get("committee-990101101201");
  const head = office === undefined ? undefined : cast.handlers.get(office.id);
  const resident = cast.residents[0]?.personId;
  if (head === undefined || resident === undefined) throw new Error("the demo's cast is not complete");
  for (const daysAgo of [130, 9])
    await perform(contextAt(context, new Date(context.now.getTime() - daysAgo * DAY_MS), head), "register/read-person", {
      id: resident,
    });
}

/** Who acts in the demo: the clerk, residents, one handler a unit. */
export async function castOf(context: ActionContext, units: SeededUnits): Promise<Cast> {
  const officials = await findOfficials(context);
  const clerk = officials.find((one) => one.posts[0]?.duties.includes("appeals.dispatch"));
  if (clerk === undefined) throw new Error("the demo has no clerk");
  const { rows } = await sql<{ id: string; demo: boolean }>`
    select id, account_id is not null as demo from register.person where tenant_id = ${context.tenant.id} and public_name = '' order by account_id nulls last, id limit 400`.execute(
    context.tx.db,
  );
  const residents = rows.map(({ id }): Actor => ({
    kind: "person",
    tenantId: context.tenant.id,
    personId: id,
    proofLevel: 0,
    posts: [],
    secondFactorPending: false,
  }));
  return { clerk, residents, handlers: new Map(officials.map((one) => [one.organizationId, one])), units };
}

async function liveThrough(course: Course, raisedAt: Date, index: number): Promise<void> {
  const { context, choose, cast } = course;
  const place = choose.pick(PLACES);
  const matter = choose.pick(DEMO_MATTERS);
  const unit = cast.units.get(matter.unit === "committee" ? `committee-${place.code}` : matter.unit);
  const anonymous = choose.number(8) === 0;
  // The two demo residents have appeals of their own to look at.
  const resident = index % 25 === 0 ? cast.residents[0] : index % 40 === 7 ? cast.residents[1] : choose.pick(cast.residents);
  if (unit === undefined || resident === undefined) throw new Error("the demo's cast is not complete");
  const area = `${pathOfCode(place.code)}.g${1 + choose.number(place.grids.length)}`;
  const who: Actor = anonymous
    ? { kind: "visitor", tenantId: context.tenant.id, proofLevel: 0, posts: [], secondFactorPending: false }
    : resident;
  const text = choose.pick(matter.raised).replaceAll("{place}", place.name);
  const raised = await act(contextAt(context, raisedAt, who), "raise-appeal", {
    text,
    mode: anonymous ? "anonymous" : "named",
    area,
  });
  const id = String(raised["id"]);
  // The newest still wait for the clerk; now and then somebody takes one back.
  if (index >= APPEALS - WAITING) return;
  if (!anonymous && choose.number(40) === 0) {
    await act(contextAt(context, new Date(raisedAt.getTime() + 60_000), resident), "withdraw-appeal", {
      id,
      text: "已经自己解决了。",
    });
    return;
  }
  const handler = cast.handlers.get(unit.id);
  const dispatchedAt = new Date(raisedAt.getTime() + (5 + choose.number(50)) * 60_000);
  if (dispatchedAt > course.until) return;
  if (handler === undefined) return await settleAtOnce(course, id, matter, dispatchedAt);
  // Whoever tries the demo as a resident finds who looked at their matters; of the others nobody would see it.
  const read = { number: String(raised["number"]) };
  const seen = !anonymous && (resident === cast.residents[0] || resident === cast.residents[1]);
  if (seen) await perform(contextAt(context, minutesAfter(dispatchedAt, -2), cast.clerk), "appeals/read-appeal", read);
  await act(contextAt(context, dispatchedAt, cast.clerk), "dispatch-appeal", {
    id,
    decision: "unit",
    matter: matter.matter,
    organizationId: unit.id,
  });
  const openedAt = minutesAfter(dispatchedAt, 12);
  if (seen && openedAt < course.until) await perform(contextAt(context, openedAt, handler), "appeals/read-appeal", read);
  if (choose.number(30) === 0) await object(course, id, handler, dispatchedAt);
  const committee = cast.units.get(`committee-${place.code}`);
  // Streets and refuse are the villages' too: now and then the unit calls theirs to help.
  const called = index % 4 !== 0 && matter.unit !== "committee" && CALLED_FOR.has(matter.matter) ? committee?.id : undefined;
  const one = { id, matter, handler, resident: anonymous ? undefined : resident, dispatchedAt, called, index };
  await handle(course, one);
}

function minutesAfter(at: Date, minutes: number): Date {
  return new Date(at.getTime() + minutes * 60_000);
}

type InHand = {
  readonly id: string;
  readonly matter: DemoMatter;
  readonly handler: Actor;
  readonly resident: Actor | undefined;
  readonly dispatchedAt: Date;
  /** The body called to help, where one is. */
  readonly called: string | undefined;
  readonly index: number;
};

/** The lead whistles once it has called; the village reports within hours. @returns when it had, or undefined while it has not. */
async function whistle(course: Course, one: InHand, contactedAt: Date): Promise<Date | undefined> {
  const { context, cast, until } = course;
  const helper = one.called === undefined ? undefined : cast.handlers.get(one.called);
  const calledAt = new Date(contactedAt.getTime() + 5 * 60_000);
  const reportedAt = new Date(calledAt.getTime() + (0.8 + (one.index % 5)) * HOUR_MS);
  if (helper === undefined || calledAt > until) return contactedAt;
  const pickOf = <T>(from: readonly T[]): T => from[one.index % from.length] as T;
  const asked = { id: one.id, organizationId: one.called, text: pickOf(WHISTLE_TEXTS) };
  await act(contextAt(context, calledAt, one.handler), "call-co-handler", asked);
  if (reportedAt > until) return undefined;
  const cannot = one.index % 7 === 0;
  const report = { id: one.id, outcome: cannot ? "refused" : "done", text: pickOf(cannot ? CANNOT_TEXTS : REPORT_TEXTS) };
  await act(contextAt(context, reportedAt, helper), "report-to-lead", report);
  return reportedAt;
}

/** The unit objects and keeps it after all: the hotline shows the power it has. */
async function object(course: Course, id: string, handler: Actor, dispatchedAt: Date): Promise<void> {
  const { context, cast } = course;
  const [objectedAt, decidedAt] = [new Date(dispatchedAt.getTime() + 5 * 60_000), new Date(dispatchedAt.getTime() + 15 * 60_000)];
  if (decidedAt > course.until) return;
  await act(contextAt(context, objectedAt, handler), "object-to-dispatch", {
    id,
    text: "该处由产权单位负责维护，建议改派。",
    article: "《清河镇权责清单（演示）》",
  });
  await act(contextAt(context, decidedAt, cast.clerk), "decide-objection", {
    id,
    upheld: false,
    text: "权责清单载明由你单位负责，请继续办理。",
  });
}

async function handle(course: Course, one: InHand): Promise<void> {
  const { context, choose, until } = course;
  const contactedAt = new Date(one.dispatchedAt.getTime() + (0.3 + choose.number(30)) * HOUR_MS);
  if (contactedAt > until) return;
  await act(contextAt(context, contactedAt, one.handler), "record-contact", { id: one.id, text: choose.pick(CONTACT_TEXTS) });
  const readyAt = await whistle(course, one, contactedAt);
  if (readyAt === undefined) return;
  const due = await dueOf(context, one.id);
  // Most in time, some extended, a few late: as in life.
  const spread = (due.getTime() - one.dispatchedAt.getTime()) * (choose.number(12) === 0 ? 1.3 : 0.2 + choose.number(70) / 100);
  const answeredAt = new Date(Math.max(readyAt.getTime() + HOUR_MS / 4, one.dispatchedAt.getTime() + spread));
  if (
    choose.number(14) === 0 &&
    due.getTime() - contactedAt.getTime() > HOUR_MS &&
    new Date(contactedAt.getTime() + HOUR_MS / 2) < until
  ) {
    await act(
      contextAt(context, new Date(Math.min(contactedAt.getTime() + HOUR_MS / 2, due.getTime() - 60_000)), one.handler),
      "extend-appeal",
      { id: one.id, text: choose.pick(EXTENSION_TEXTS) },
    );
  }
  if (answeredAt > until) return;
  const no = choose.number(18) === 0;
  const outcome = no ? "justified-no" : choose.number(9) === 0 ? "partly-solved" : "solved";
  const article = no ? "《清河镇权责清单（演示）》" : "";
  await act(contextAt(context, answeredAt, one.handler), "answer-appeal", {
    id: one.id,
    outcome,
    text: no ? choose.pick(NO_TEXTS) : choose.pick(one.matter.answered),
    article,
  });
  await judge(course, one, answeredAt, outcome === "solved");
}

async function judge(course: Course, one: InHand, answeredAt: Date, solved: boolean): Promise<void> {
  const { context, choose, until } = course;
  const judgedAt = new Date(answeredAt.getTime() + (2 + choose.number(90)) * HOUR_MS);
  const silent = one.resident === undefined || choose.number(4) === 0;
  if (silent) return await closeUnjudged(course, one.id, answeredAt);
  if (judgedAt > until || one.resident === undefined) return;
  const satisfied = solved && choose.number(9) !== 0;
  const again = !satisfied && choose.number(3) === 0;
  const reason = again ? { text: choose.pick(REASONS_TO_REOPEN) } : {};
  await act(contextAt(context, judgedAt, one.resident), "judge-appeal", {
    id: one.id,
    responded: true,
    solved: solved && !again,
    satisfied,
    again,
    ...reason,
  });
  if (!again && choose.number(3) === 0) await release(course, one, judgedAt);
}

/** A person released it after reading it: here every text is made up and names nobody. */
async function release(course: Course, one: InHand, judgedAt: Date): Promise<void> {
  const at = new Date(judgedAt.getTime() + 20 * HOUR_MS);
  if (at > course.until) return;
  const { rows } = await sql<{ title: string; text: string; answer: string }>`
    select p.title, p.text, (select text from appeals.entry_personal e where e.tenant_id = p.tenant_id and e.appeal_id = p.appeal_id and e.kind = 'answer' order by e.id desc limit 1) as answer
    from appeals.appeal_personal p where p.tenant_id = ${course.context.tenant.id} and p.appeal_id = ${one.id}`.execute(
    course.context.tx.db,
  );
  const [words] = rows;
  if (words !== undefined)
    await act(contextAt(course.context, at, course.cast.clerk), "release-appeal", { id: one.id, ...words });
}

async function closeUnjudged(course: Course, id: string, answeredAt: Date): Promise<void> {
  const { context, until } = course;
  const { rows } = await sql<{ case_id: string; due_at: Date }>`
    select a.case_id, t.due_at from appeals.appeal a join cases.task t on t.tenant_id = a.tenant_id and t.case_id = a.case_id and t.state = 'open'
    where a.tenant_id = ${context.tenant.id} and a.id = ${id} and t.element = 'judge'`.execute(context.tx.db);
  const [task] = rows;
  if (task === undefined || task.due_at > until || task.due_at <= answeredAt) return;
  const moved = await advanceCase(
    contextAt(context, task.due_at, {
      kind: "system",
      tenantId: context.tenant.id,
      proofLevel: 0,
      posts: [],
      secondFactorPending: false,
    }),
    task.case_id,
    { type: "timer", element: "unjudged", at: task.due_at.toISOString() },
  );
  if (isRefusal(moved)) throw new Error(`the demo's timer was refused: ${moved.code}`);
  await sql`update appeals.appeal set state = 'closed', closed_at = ${task.due_at} where tenant_id = ${context.tenant.id} and id = ${id}`.execute(
    context.tx.db,
  );
}

async function settleAtOnce(course: Course, id: string, matter: DemoMatter, at: Date): Promise<void> {
  await act(contextAt(course.context, at, course.cast.clerk), "dispatch-appeal", {
    id,
    decision: "answer",
    matter: matter.matter,
    text: course.choose.pick(matter.answered),
  });
  await closeUnjudged(course, id, at);
}

async function dueOf(context: ActionContext, id: string): Promise<Date> {
  const { rows } = await sql<{
    due_at: Date | null;
  }>`select due_at from appeals.appeal where tenant_id = ${context.tenant.id} and id = ${id}`.execute(context.tx.db);
  return rows[0]?.due_at ?? new Date(context.now.getTime() + DAY_MS);
}
