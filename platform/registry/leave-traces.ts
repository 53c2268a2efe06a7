import { sql } from "kysely";
import type { Actor } from "../actor.ts";
import type { Payload } from "../capability.ts";
import type { Tx } from "../db/tx.ts";
import type { Refusal } from "../refusal.ts";
import { sealAnswer, type AnswerKey } from "./answers.ts";

/** What an act leaves behind it, gathered while it runs and written with it. */
export type Traces = {
  readonly emitted: { readonly id: string; readonly topic: string; readonly payload: Payload; readonly dueAt: Date }[];
  readonly looked: { readonly id: string; readonly person: string; readonly what: string }[];
  subject: string | undefined;
  /** A refusal whose writes are kept all the same. */
  kept: Refusal | undefined;
};

export function noTraces(): Traces {
  return { emitted: [], looked: [], subject: undefined, kept: undefined };
}

export type Act = {
  readonly id: string;
  readonly action: string;
  readonly actor: Actor;
  readonly outcome: string;
  readonly postId?: string;
};

/**
 * Audit, outbox, who-looked and the answer under its idempotency key, in one statement: one round trip, since round trips are
 * what an intake under load is made of. A second use of the key breaks on its primary key, and the whole act rolls back.
 */
export function leaveTraces(
  tx: Tx,
  act: Act | undefined,
  traces: Traces,
  answer?: { readonly key: AnswerKey; readonly value: unknown },
): void {
  const parts = [
    ...(act === undefined ? [] : [sql`a as (${auditSql(tx, act, traces.subject)})`]),
    ...(traces.emitted.length === 0 ? [] : [sql`o as (${outboxSql(tx, traces)})`]),
    ...(traces.looked.length === 0 || act?.actor.personId === undefined ? [] : [sql`l as (${lookedSql(tx, traces, act)})`]),
    ...(answer === undefined ? [] : [sql`i as (${answerSql(tx, answer.key, answer.value)})`]),
  ];
  if (parts.length === 0) return;
  tx.write(sql`with ${sql.join(parts)} select 1`);
}

function auditSql(tx: Tx, act: Act, subject: string | undefined) {
  const { actor } = act;
  return sql`insert into platform.audit (tenant_id, id, at, actor_account, actor_person, actor_post, action, subject, outcome)
    values (${tx.tenantId}, ${act.id}, ${tx.now}, ${actor.accountId ?? null}, ${actor.personId ?? null}, ${act.postId ?? null},
            ${act.action}, ${subject ?? null}, ${act.outcome})`;
}

function outboxSql(tx: Tx, traces: Traces) {
  const rows = traces.emitted.map(
    (one) =>
      sql`(${tx.tenantId}::uuid, ${one.id}::uuid, ${one.topic}, ${JSON.stringify(one.payload)}::jsonb, ${one.dueAt}::timestamptz)`,
  );
  return sql`insert into platform.outbox (tenant_id, id, topic, payload, due_at) values ${sql.join(rows)}`;
}

function lookedSql(tx: Tx, traces: Traces, act: Act) {
  // A query that names no duty is read under the reader's own post: whoever is shown it knows the unit by it.
  const post = act.postId ?? act.actor.posts[0]?.postId ?? null;
  const rows = traces.looked.map(
    (one) =>
      sql`(${tx.tenantId}::uuid, ${one.id}::uuid, ${tx.now}::timestamptz, ${one.person}::uuid, ${act.actor.personId}::uuid, ${post}::uuid, ${one.what}, ${act.action})`,
  );
  return sql`insert into platform.access_log (tenant_id, id, at, subject_person, reader_person, reader_post, what, purpose) values ${sql.join(rows)}`;
}

function answerSql(tx: Tx, key: AnswerKey, value: unknown) {
  return sql`insert into platform.idempotency (tenant_id, actor, key, action, input_hash, outcome_cipher, created_at)
    values (${tx.tenantId}, ${key.actor}, ${key.keyHash}, ${key.action}, ${key.inputHash}, ${sealAnswer(key, value)}, ${tx.now})`;
}
