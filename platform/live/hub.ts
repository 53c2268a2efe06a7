import type { ActionContext, Payload } from "../capability.ts";
import type { Actor } from "../actor.ts";
import type { Caller } from "../registry/invoke.ts";

/**
 * What a capability contributes to `platform.live`, by topic: how things stand for this reader in ids and figures, never in words. It is
 * asked again whenever something in the tenant may have changed, and the reader is told when the answer is another one.
 */
export type LiveTopic = (context: ActionContext) => Promise<LiveState | undefined>;
export type LiveState = Readonly<Record<string, Payload[string] | readonly Payload[]>>;

/** The point capabilities contribute to. */
export const LIVE = "platform.live";

/** Somebody who keeps a connection open to be told. */
export type LiveReader = {
  /** Whoever holds the session at this moment, with the posts in force. */
  readonly refresh: () => Promise<Caller | undefined>;
  readonly send: (event: string, data: unknown) => void;
  readonly end: () => void;
};

export type LiveHub = {
  /** @param sinceMs when the reader's page was made: what changed after that is told at once. Undefined: there are too many already. */
  readonly join: (caller: Caller, reader: LiveReader, sinceMs: number | undefined) => { readonly leave: () => void } | undefined;
  /** Something in the tenant was committed, here or in another process. */
  readonly changed: (tenantId: string) => void;
  readonly stop: () => void;
};

/** Tabs of one account that may listen at once; and all of a process, each of which costs a query whenever something changes. */
const MOST_OF_ACCOUNT = 10;
const MOST = 2_000;
/** How soon a change is told: what is committed in between is told together. */
const GATHER_MS = 1_000;
/** Whose answer is dear is asked less often: a long list at a busy desk costs a twentieth of the time at most. */
const REST_FOR_COST = 20;
/** A wake-up may be missed, and a session may end anywhere: nothing is told later than this. */
const POLL_MS = 15_000;
const TICK_MS = 250;
/** Readers asked about at once: requests need the connections too. */
const AT_ONCE = 3;

type Listening = {
  readonly reader: LiveReader;
  readonly tenantId: string;
  readonly accountId: string;
  /** Posts when it began to listen: when they change, its pages are others. */
  readonly posts: string;
  readonly told: Map<string, string>;
  pending: boolean;
  askedAt: number;
  costMs: number;
  busy: boolean;
};

export type HubParts = {
  readonly readTopics: (caller: Caller) => Promise<Readonly<Record<string, LiveState | undefined>>>;
  readonly nowMs: () => number;
  readonly failed: (error: unknown) => void;
};

/** Tells those who listen in this process. */
export function makeLiveHub(parts: HubParts): LiveHub {
  const listening = new Set<Listening>();
  const changedAt = new Map<string, number>();
  let timer: NodeJS.Timeout | undefined;
  const leave = (one: Listening) => {
    listening.delete(one);
    if (listening.size === 0) clearInterval(timer);
  };
  const tick = () => {
    const now = parts.nowMs();
    const busy = [...listening].filter((one) => one.busy).length;
    const due = [...listening].filter((one) => !one.busy && now - one.askedAt >= restOf(one));
    for (const one of due.slice(0, Math.max(0, AT_ONCE - busy))) void askOnce(parts, one, () => leave(one));
  };
  return {
    join: (caller, reader, sinceMs) => {
      const accountId = caller.actor.accountId ?? "";
      const own = [...listening].filter((one) => one.accountId === accountId).length;
      if (listening.size >= MOST || own >= MOST_OF_ACCOUNT) return undefined;
      const { id: tenantId } = caller.tenant;
      const fresh = { told: new Map(), pending: true, askedAt: 0, costMs: 0, busy: false };
      const one: Listening = { reader, tenantId, accountId, posts: postsOf(caller.actor), ...fresh };
      reader.send("hello", { stale: sinceMs !== undefined && (changedAt.get(tenantId) ?? 0) > sinceMs });
      listening.add(one);
      if (listening.size === 1) timer = setInterval(tick, TICK_MS);
      return { leave: () => leave(one) };
    },
    changed: (tenantId) => {
      changedAt.set(tenantId, parts.nowMs());
      for (const one of listening) if (one.tenantId === tenantId) one.pending = true;
    },
    stop: () => {
      clearInterval(timer);
      for (const { reader } of listening) reader.end();
      listening.clear();
    },
  };
}

async function askOnce(parts: HubParts, one: Listening, leave: () => void): Promise<void> {
  one.busy = true;
  one.pending = false;
  one.askedAt = parts.nowMs();
  try {
    const caller = await one.reader.refresh();
    if (caller === undefined || caller.actor.kind === "visitor") return bye(one, "signed-out", leave);
    if (postsOf(caller.actor) !== one.posts) return bye(one, "rights-changed", leave);
    for (const [topic, state] of Object.entries(await parts.readTopics(caller))) {
      const text = JSON.stringify(state ?? null);
      if (one.told.get(topic) === text) continue;
      one.told.set(topic, text);
      one.reader.send(topic, state ?? null);
    }
  } catch (error) {
    parts.failed(error);
  } finally {
    one.busy = false;
    one.costMs = parts.nowMs() - one.askedAt;
  }
}

function restOf({ pending, costMs }: Listening): number {
  return pending ? Math.min(GATHER_MS + REST_FOR_COST * costMs, POLL_MS) : POLL_MS;
}

function bye(one: Listening, why: "signed-out" | "rights-changed", leave: () => void): void {
  one.reader.send("bye", { why });
  one.reader.end();
  leave();
}

function postsOf({ posts, secondFactorPending }: Actor): string {
  return JSON.stringify([secondFactorPending, posts]);
}
