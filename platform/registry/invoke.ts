import { sql } from "kysely";
import { areasOf, organizationsOf, postFor, visitor, type Actor } from "../actor.ts";
import type { ActionContext, Limit, SessionChange, Tenant } from "../capability.ts";
import { pgConstraint, Rollback, type Database } from "../db/database.ts";
import { holdReceiptSql } from "../db/scope-sql.ts";
import type { Scope, Tx } from "../db/tx.ts";
import type { House } from "../house.ts";
import { isRefusal, refuse, type Refusal } from "../refusal.ts";
import { blindIndex } from "../crypto/fields.ts";
import { OWN_DATA } from "../db/open-tables.ts";
import { answerKey, findAnswer, IDEMPOTENCY_KEY, type AnswerKey } from "./answers.ts";
import { takeKeptPoint } from "./kept-limits.ts";
import { leaveTraces, noTraces, type Traces } from "./leave-traces.ts";
import type { Entry, Registry } from "./registry.ts";

/** Whoever calls, from wherever: the API, a page, the command line, a timer. */
export type Caller = {
  readonly actor: Actor;
  readonly tenant: Tenant;
  /** Network address, for limits only: never stored with what was written. */
  readonly address: string;
  /** Makes an action idempotent: the same key and input give the same answer, once done. */
  readonly key?: string;
};

export type Outcome = { readonly value: unknown; readonly session?: SessionChange };

export type Invoker = {
  invoke(name: string, input: unknown, caller: Caller): Promise<Outcome>;
  /** Work as a caller outside any signature (files): same scope, no act. */
  transact<T>(caller: Caller, purpose: string, work: (context: ActionContext) => Promise<T>): Promise<T>;
  readonly registry: Registry;
};

export type InvokerParts = {
  readonly registry: Registry;
  readonly database: Database;
  /** Consumes one point of a limit; false when there is none left. */
  readonly withinLimit: (limit: Limit, key: string) => boolean;
  readonly newId: () => string;
  readonly random: (bytes: number) => Uint8Array;
  readonly house: House;
  /** Wakes the outbox's drain after a commit that wrote to it. */
  readonly wake: () => void;
  /** An act was committed: whoever waits for what it may have changed is told. */
  readonly changed: (tenantId: string) => void;
  /** An effect after a commit failed: told to the operator, since the caller has the answer already. */
  readonly failed: (error: unknown) => void;
};

export function makeInvoker(parts: InvokerParts): Invoker {
  return {
    registry: parts.registry,
    transact: async (caller, purpose, work) =>
      await parts.database.transact(
        scopeOf(caller.actor, purpose),
        async (tx) => await work(contextOf(parts, tx, caller, purpose, noTraces(), () => {})),
      ),
    async invoke(name, input, caller) {
      const entry = parts.registry.entries.get(name);
      if (entry === undefined) return { value: refuse("absent", "no-such-action", { facts: { name: name.slice(0, 80) } }) };
      const fields = entry.validator.errors(input);
      if (fields !== null) return { value: refuse("invalid", "invalid-input", { fields }) };
      const key = readKey(entry, input, caller);
      if (isRefusal(key)) return { value: key };
      if (!limitsOf(entry, caller).every(([limit, of]) => parts.withinLimit(limit, of))) return { value: tooMany() };
      return entry.signature.kind === "query"
        ? await runQuery(parts, entry, input, caller)
        : await runAction(parts, entry, input, caller, key);
    },
  };
}

function readKey(entry: Entry, input: unknown, caller: Caller): AnswerKey | Refusal | undefined {
  if (caller.key === undefined || entry.signature.kind === "query" || entry.binding.keepsAnswer === false) return undefined;
  if (!IDEMPOTENCY_KEY.test(caller.key)) return refuse("invalid", "idempotency-key-malformed");
  return answerKey(keeperOf(caller.actor), caller.key, entry.signature.name, input);
}

/** Under whose name an answer is kept for its key. */
function keeperOf(actor: Actor): string {
  return actor.accountId ?? actor.kind;
}

const tooMany = () => refuse("too-many", "too-many-requests", { facts: { seconds: 60 } });

/** Visitors have no account to count by: a limit by account is not theirs, or a village behind one address would share it. */
function limitsOf(entry: Entry, caller: Caller): readonly (readonly [Limit, string])[] {
  const keyOf = { account: caller.actor.accountId, address: caller.address, tenant: caller.tenant.id };
  return (entry.binding.limits ?? []).flatMap((limit) => {
    const key = keyOf[limit.by];
    return key === undefined ? [] : [[limit, `${entry.signature.name}:${limit.by}:${key}`] as const];
  });
}

/** @returns the most that was taken of one of the act's kept limits, or undefined where one of them is used up. */
async function takeKeptPoints(parts: InvokerParts, tx: Tx, entry: Entry, caller: Caller): Promise<number | undefined> {
  let most = 0;
  for (const [limit, of] of limitsOf(entry, caller)) {
    if (limit.kept !== true) continue;
    const taken = await takeKeptPoint(tx, limit, blindIndex(parts.house.keys.index, "limit", of));
    if (taken === undefined) return undefined;
    most = Math.max(most, taken);
  }
  return most;
}

export function scopeOf(actor: Actor, purpose: string): Scope {
  return {
    tenantId: actor.tenantId,
    areas: areasOf(actor),
    organizations: organizationsOf(actor),
    purpose,
    ...(actor.accountId === undefined ? {} : { accountId: actor.accountId }),
    ...(actor.personId === undefined ? {} : { personId: actor.personId }),
    ...(actor.holderKey === undefined ? {} : { holderKey: actor.holderKey }),
  };
}

/** The context while it is being made: the post is known once the subject is, and a receipt found makes its holder of the actor. */
type OpenContext = Omit<ActionContext, "post" | "actor"> & { post: ActionContext["post"]; actor: Actor };

async function runQuery(parts: InvokerParts, entry: Entry, input: unknown, caller: Caller): Promise<Outcome> {
  const value = await parts.database.transact(scopeOf(caller.actor, entry.signature.name), async (tx) => {
    const traces = noTraces();
    const context = contextOf(parts, tx, caller, entry.signature.name, traces, () => {});
    const result = await judgeAndRun(entry, context, input);
    if (!isRefusal(result) && (traces.looked.length > 0 || entry.binding.audited === true))
      leaveTraces(tx, actOf(context, entry, "read"), traces);
    return result;
  });
  return { value };
}

async function runAction(
  parts: InvokerParts,
  entry: Entry,
  input: unknown,
  caller: Caller,
  key: AnswerKey | undefined,
): Promise<Outcome> {
  let session: SessionChange | undefined;
  const scope = scopeOf(caller.actor, entry.signature.name);
  const perform = async (tx: Tx): Promise<unknown> => {
    session = undefined;
    const traces = noTraces();
    const taken = await takeKeptPoints(parts, tx, entry, caller);
    if (taken === undefined) throw new Rollback(tooMany());
    const context = { ...contextOf(parts, tx, caller, scope.purpose, traces, (change) => (session = change)), taken };
    const value = await judgeAndRun(entry, context, input);
    if (isRefusal(value) && traces.kept !== value) throw new Rollback(value);
    leaveTraces(
      tx,
      actOf(context, entry, isRefusal(value) ? value.code : "done"),
      traces,
      // Whoever acted as the holder of a receipt alone is kept as that here, too.
      key === undefined || isRefusal(value) ? undefined : { key: { ...key, actor: keeperOf(context.actor) }, value },
    );
    tx.afterCommit(() => {
      if (traces.emitted.length > 0) parts.wake();
      parts.changed(caller.tenant.id);
    });
    return value;
  };
  const value = await parts.database.transact(scope, perform, { named: true }).catch((error: unknown) => {
    if (key === undefined || pgConstraint(error) !== "idempotency_pkey") throw error;
    return refuse("conflict", "idempotency-key-reused"); // A twin was quicker: its answer is found below.
  });
  if (!isRefusal(value)) return session === undefined ? { value } : { value, session };
  return { value: await answerToRefused(parts, entry, caller, key, value) };
}

/** A refused act changed nothing. It may be the second of two equal requests: then the first one's answer is the answer. */
async function answerToRefused(
  parts: InvokerParts,
  entry: Entry,
  caller: Caller,
  key: AnswerKey | undefined,
  refusal: Refusal,
): Promise<unknown> {
  const denied = refusal.code === "not-allowed";
  if (key === undefined && !denied) return refusal;
  return await parts.database.transact(scopeOf(caller.actor, entry.signature.name), async (tx) => {
    const before =
      key === undefined ? undefined : ((await findAnswer(tx, key)) ?? (await findAnswer(tx, { ...key, actor: "visitor" })));
    if (before !== undefined) return isRefusal(before) ? before : before.outcome;
    if (denied)
      leaveTraces(
        tx,
        { id: parts.newId(), action: entry.signature.name, actor: caller.actor, outcome: refusal.code },
        noTraces(),
      );
    return refusal;
  });
}

/** Load, authorise, decide. What a reader may not see does not exist for them: 404, never 403. */
async function judgeAndRun(entry: Entry, context: OpenContext, input: unknown): Promise<unknown> {
  const { policy, duty, subject: load, run } = entry.binding;
  const subject = load === undefined ? {} : await load(context, input as never);
  if (subject === undefined) return refuse("absent", "absent");
  if (!policy.can(context.actor, subject)) {
    if (context.actor.kind === "visitor") return refuse("sign-in", "sign-in-required");
    return load === undefined
      ? refuse("forbidden", "not-allowed", { facts: { needs: policy.says } })
      : refuse("absent", "absent");
  }
  const path = subject["division_path"];
  const post = duty === undefined ? undefined : postFor(context.actor, duty, typeof path === "string" ? path : undefined);
  if (post !== undefined) context.post = post;
  return await run(context, input as never, subject);
}

function contextOf(
  parts: InvokerParts,
  tx: Tx,
  caller: Caller,
  purpose: string,
  traces: Traces,
  session: (change: SessionChange) => void,
): OpenContext {
  const { newId } = parts;
  return {
    tx,
    now: tx.now,
    actor: caller.actor,
    post: undefined,
    tenant: caller.tenant,
    newId,
    random: parts.random,
    house: parts.house,
    offered: parts.registry,
    taken: 0,
    subject: (id) => void (traces.subject = id),
    emit: (topic, payload, dueAt) => void traces.emitted.push({ id: newId(), topic, payload, dueAt: dueAt ?? tx.now }),
    looked: (person, what) => void (person === caller.actor.personId || traces.looked.push({ id: newId(), person, what })),
    keep: (refusal) => {
      traces.kept = refusal;
      return refusal;
    },
    afterCommit: (effect) =>
      tx.afterCommit(() => {
        Promise.resolve(effect()).catch(parts.failed);
      }),
    sealed: async (owner, work) =>
      await parts.database.transact(sealedScope(caller.actor, purpose, owner), work, { domain: "sealed" }),
    // Of whichever copy of the context it is called on: an act done on behalf of another has its own.
    async holdReceipt(this: OpenContext, holderKey) {
      this.actor = visitor(this.tenant.id, holderKey);
      await sql.raw(holdReceiptSql(holderKey)).execute(tx.db);
    },
    ballots: async (work) =>
      await parts.database.transact({ tenantId: caller.tenant.id, areas: [], purpose: "platform/ballots" }, work, {
        domain: "ballots",
      }),
    ownData: async (work) =>
      await parts.database.transact(scopeOf(caller.actor, OWN_DATA), work, { domain: "subject", mode: "read only" }),
    forget: async () => {
      throw new Error("nobody erases in their own name: a job of the house does");
    },
    removeBytes: async () => {
      throw new Error("nobody removes bytes in their own name: a job of the house does");
    },
    // Of whichever copy of the context it is called on, as above.
    async party(this: OpenContext, work) {
      return await parts.database.transact(partyScope(this.actor, "platform/party"), work, { domain: "party" });
    },
    session,
  };
}

/** The party's store knows organizations, and nothing else of whoever asks. */
export function partyScope(actor: Actor, purpose: string): Scope {
  return { tenantId: actor.tenantId, areas: [], organizations: organizationsOf(actor), purpose };
}

/** The sealed store knows no person: whose rows are asked for is said by their keyed index. */
export function sealedScope(actor: Actor, purpose: string, owner: string | undefined): Scope {
  const scope = { tenantId: actor.tenantId, areas: areasOf(actor), purpose };
  return owner === undefined ? scope : { ...scope, holderKey: owner };
}

function actOf(context: OpenContext, entry: Entry, outcome: string) {
  const postId = context.post?.postId;
  return {
    id: context.newId(),
    action: entry.signature.name,
    actor: context.actor,
    outcome,
    ...(postId === undefined ? {} : { postId }),
  };
}
