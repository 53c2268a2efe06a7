import { sql, type RawBuilder } from "kysely";
import type { ActionContext } from "#platform/capability.ts";
import type { Tx } from "#platform/db/tx.ts";
import type { Changes, Visibility } from "../domain/plan-changes.ts";

/** The columns of a case that an advance sets. */
export type CaseState = {
  readonly id: string;
  readonly state: "open" | "ended" | "withdrawn";
  readonly outcome: string | null;
  readonly marking: unknown;
  readonly variables: unknown;
};

export type NewCase = CaseState & {
  readonly number: string;
  readonly kind: string;
  readonly subjectId: string;
  readonly procedureKey: string;
  readonly procedureVersion: number;
};

function barredOf({ barred }: Visibility): string[] {
  return [...(barred ?? [])];
}

export type RuleUsed = { readonly key: string; readonly version: number };

/** When rows say they were made, and ids that say the same. */
export type Stamp = { readonly at: Date; readonly newId: () => string };

function stampOf(context: ActionContext): Stamp {
  return { at: context.tx.now, newId: () => context.newId() };
}

/** A new case and all its first rows, in one statement. */
export function insertCase(
  context: ActionContext,
  made: NewCase,
  visible: Visibility,
  changes: Changes,
  rule: RuleUsed,
  stamp: Stamp = stampOf(context),
): void {
  const { tx } = context;
  const insert = sql`insert into cases.case (tenant_id, id, number, kind, subject_id, procedure_key, procedure_version, division_path, owner_person, holder_key,
      public, barred, state, outcome, marking, variables, opened_at, ended_at)
    values (${tx.tenantId}, ${made.id}, ${made.number}, ${made.kind}, ${made.subjectId}, ${made.procedureKey}, ${made.procedureVersion}, ${visible.path},
      ${visible.ownerPerson}, ${visible.holderKey}, ${visible.public}, ${barredOf(visible)}::uuid[], ${made.state}, ${made.outcome}, ${JSON.stringify(made.marking)}, ${JSON.stringify(made.variables)},
      ${stamp.at}, ${made.state === "open" ? null : tx.now})`;
  run(context, made.id, insert, { visible, changes, rule, stamp });
}

/** The case's new state and all rows an advance changes, in one statement. */
export function updateCase(context: ActionContext, next: CaseState, visible: Visibility, changes: Changes, rule: RuleUsed): void {
  const { tx } = context;
  const update = sql`update cases.case set state = ${next.state}, outcome = ${next.outcome}, marking = ${JSON.stringify(next.marking)}, variables = ${JSON.stringify(next.variables)},
      ended_at = ${next.state === "open" ? null : tx.now} where tenant_id = ${tx.tenantId} and id = ${next.id}`;
  run(context, next.id, update, { visible, changes, rule, stamp: stampOf(context) });
}

type Rows = { readonly visible: Visibility; readonly changes: Changes; readonly rule: RuleUsed; readonly stamp: Stamp };

function run(context: ActionContext, caseId: string, first: RawBuilder<unknown>, rows: Rows): void {
  const { tx } = context;
  const { visible, changes, stamp } = rows;
  const parts = [
    sql`c as (${first})`,
    ...endTasks(context, caseId, changes.doneTokens, "done"),
    ...endTasks(context, caseId, changes.cancelledTokens, "cancelled"),
    ...(changes.endedTimers.length === 0
      ? []
      : [
          sql`x as (delete from cases.timer where tenant_id = ${tx.tenantId} and case_id = ${caseId} and token = any(${[...changes.endedTimers]}::int[]))`,
        ]),
    ...(changes.tasks.length === 0 ? [] : [sql`t as (${insertTasks(context, caseId, rows)})`]),
    ...(changes.timers.length === 0 ? [] : [sql`m as (${insertTimers(context, caseId, changes, stamp)})`]),
    ...(changes.events.length === 0 ? [] : [sql`e as (${insertEvents(context, caseId, visible, changes.events, stamp)})`]),
  ];
  tx.write(sql`with ${sql.join(parts)} select 1`);
}

/**
 * A case's open tasks are asked for by `done_at is null`, here and wherever the case is known: on a table without statistics (just
 * loaded, just restored) `state = 'open'` lets the planner take a work list's index, and read every open task of the tenant.
 */
function endTasks(
  context: ActionContext,
  caseId: string,
  tokens: readonly number[],
  state: "done" | "cancelled",
): readonly RawBuilder<unknown>[] {
  if (tokens.length === 0) return [];
  const { tx, actor } = context;
  const by = state === "done" ? (actor.personId ?? null) : null;
  const post = state === "done" ? (context.post?.postId ?? null) : null;
  return [
    sql`${sql.raw(`u_${state}`)} as (update cases.task set state = ${state}, done_at = ${tx.now}, done_by_person = ${by}, done_by_post = ${post}
      where tenant_id = ${tx.tenantId} and case_id = ${caseId} and done_at is null and token = any(${[...tokens]}::int[]))`,
  ];
}

function insertTasks({ tx }: ActionContext, caseId: string, { visible, changes, rule, stamp }: Rows): RawBuilder<unknown> {
  const rows = changes.tasks.map((task) => {
    const dueBy =
      task.due === undefined ? null : JSON.stringify({ ...rule, provisional: task.due.provisional, hourKept: task.due.hourKept });
    return sql`(${tx.tenantId}::uuid, ${stamp.newId()}::uuid, ${caseId}::uuid, ${task.element}, ${task.token}::int, ${task.name}, ${task.action}, ${task.duty},
      ${task.organizationId}::uuid, ${visible.path}::ltree, ${visible.ownerPerson}::uuid, ${visible.holderKey}, ${barredOf(visible)}::uuid[], 'open', ${stamp.at}::timestamptz,
      ${task.due?.at ?? null}::timestamptz, ${dueBy}::jsonb)`;
  });
  return sql`insert into cases.task (tenant_id, id, case_id, element, token, name, action, duty, organization_id, division_path, owner_person, holder_key, barred, state,
    opened_at, due_at, due_by) values ${sql.join(rows)}`;
}

function insertTimers({ tx }: ActionContext, caseId: string, changes: Changes, stamp: Stamp): RawBuilder<unknown> {
  const rows = changes.timers.map(
    (timer) =>
      sql`(${tx.tenantId}::uuid, ${stamp.newId()}::uuid, ${caseId}::uuid, ${timer.token}::int, ${timer.dueAt}::timestamptz)`,
  );
  return sql`insert into cases.timer (tenant_id, id, case_id, token, due_at) values ${sql.join(rows)}`;
}

export type EventRow = Changes["events"][number];

function insertEvents(
  context: ActionContext,
  caseId: string,
  visible: Visibility,
  events: readonly EventRow[],
  stamp: Stamp,
): RawBuilder<unknown> {
  const { tx, actor } = context;
  const person = actor.personId ?? null;
  const post = context.post?.postId ?? null;
  const rows = events.map(
    (
      event,
    ) => sql`(${tx.tenantId}::uuid, ${stamp.newId()}::uuid, ${caseId}::uuid, ${stamp.at}::timestamptz, ${event.kind}, ${event.element}, ${person}::uuid, ${post}::uuid,
      ${JSON.stringify(event.facts)}::jsonb, ${visible.path}::ltree, ${visible.ownerPerson}::uuid, ${visible.holderKey}, ${visible.public}, ${barredOf(visible)}::uuid[])`,
  );
  return sql`insert into cases.event (tenant_id, id, case_id, at, kind, element, actor_person, actor_post, facts, division_path, owner_person, holder_key, public, barred)
    values ${sql.join(rows)}`;
}

/** A fact of a case that is no step of its procedure: an extension, a task given on. @returns the event's id. */
export async function insertEvent(context: ActionContext, caseId: string, visible: Visibility, event: EventRow): Promise<string> {
  const id = context.newId();
  await insertEvents(context, caseId, visible, [event], { at: context.tx.now, newId: () => id }).execute(context.tx.db);
  return id;
}

export type ReasonToKeep = { readonly eventId: string; readonly caseId: string; readonly path: string; readonly text: string };

/** Why it was done, in an official's words: beside the event, since events hold facts only. */
export async function insertReason(tx: Tx, { eventId, caseId, path, text }: ReasonToKeep): Promise<void> {
  await sql`insert into cases.reason_personal (tenant_id, event_id, case_id, division_path, text, barred)
    select ${tx.tenantId}, ${eventId}, ${caseId}, ${path}::ltree, ${text}, c.barred from cases.case c where c.tenant_id = ${tx.tenantId} and c.id = ${caseId}`.execute(
    tx.db,
  );
}
