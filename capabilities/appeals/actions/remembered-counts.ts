import { createHash } from "node:crypto";
import type { Actor } from "#platform/actor.ts";

export type Count = { readonly count: number; readonly countIsCapped: boolean };

type Asking = { readonly actor: Actor };

/** Below it a count is cheap and taken each time: whoever adds a row to a short list sees it counted. */
const WORTH_KEEPING = 1_000;
const KEPT_MS = 10_000;
const KEPT_MOST = 1_000;

const kept = new Map<string, { readonly count: Count; until: number }>();

/**
 * A long list's count costs more than its page (docs/query-plans.md) and tells nobody more by being a moment younger: one of a thousand or
 * more is kept for ten seconds, for just whoever asked just that. Where it is over, the first to ask counts again and the others are told
 * the old one meanwhile. Rows are never kept: what was taken back is gone from the list at once.
 * @param asked everything the count depends on besides who asks
 */
export async function rememberCount(asking: Asking, asked: unknown, count: () => Promise<Count>): Promise<Count> {
  const key = keyOf(asking, asked);
  const known = kept.get(key);
  const now = performance.now();
  if (known !== undefined && now < known.until) return known.count;
  if (known !== undefined) known.until = now + KEPT_MS;
  const fresh = await count();
  kept.delete(key);
  if (fresh.count >= WORTH_KEEPING) keep(key, fresh, now + KEPT_MS);
  return fresh;
}

/** @returns the count that is kept, if one is */
export function rememberedCount(asking: Asking, asked: unknown): Count | undefined {
  const known = kept.get(keyOf(asking, asked));
  return known !== undefined && performance.now() < known.until ? known.count : undefined;
}

/** For a process that goes on with another database: the tests' houses are copies of one, with the same people asking. */
export function forgetCounts(): void {
  kept.clear();
}

function keep(key: string, count: Count, until: number): void {
  kept.set(key, { count, until });
  const [oldest] = kept.keys();
  if (kept.size > KEPT_MOST && oldest !== undefined) kept.delete(oldest);
}

/** Rights are part of it: a post that ends is another key. Hashed: what somebody searched for may be a name, and is kept nowhere. */
function keyOf({ actor }: Asking, asked: unknown): string {
  const { tenantId, personId, holderKey, posts } = actor;
  return createHash("sha256")
    .update(JSON.stringify([tenantId, personId, holderKey, posts, asked]))
    .digest("base64");
}
