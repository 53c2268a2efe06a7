import { createHash } from "node:crypto";
import type { Actor } from "#platform/actor.ts";
import type { Ranking } from "../store/search-appeals.ts";

export type Count = { readonly count: number; readonly countIsCapped: boolean };

type Asking = { readonly actor: Actor };

/** Below it a count is cheap and taken each time: whoever adds a row to a short list sees it counted. */
const WORTH_KEEPING = 1_000;
const KEPT_MS = 10_000;

/**
 * A long list's count costs more than its page (docs/query-plans.md) and tells nobody more by being a moment younger: one of a thousand or
 * more is kept for ten seconds.
 */
export const counts = remembered<Count>(1_000);

/** Which of a thousand finds or more stand first, for whoever reads on or comes back from one of them. Their rows are read anew each time. */
export const rankings = remembered<Ranking>(200);

/** For a process that goes on with another database: the tests' houses are copies of one, with the same people asking. */
export function forgetRemembered(): void {
  counts.forget();
  rankings.forget();
}

/**
 * Kept for just whoever asked just that. Where it is over, the first to ask finds out again and the others are told what was meanwhile. Rows are
 * never kept: what was taken back is gone from the list at once.
 * @param most answers kept, the longest kept given up first
 */
function remembered<T extends { readonly count: number }>(most: number) {
  const kept = new Map<string, { readonly value: T; until: number }>();
  const put = (key: string, value: T, now: number) => {
    kept.delete(key);
    if (value.count >= WORTH_KEEPING) kept.set(key, { value, until: now + KEPT_MS });
    for (const [oldest, { until }] of kept) {
      if (kept.size <= most && now < until) break;
      kept.delete(oldest);
    }
  };
  /** @returns what is kept; where it is over, undefined to the first who asks */
  const claim = (key: string, now: number) => {
    const known = kept.get(key);
    if (known === undefined || now < known.until) return known?.value;
    known.until = now + KEPT_MS;
    return undefined;
  };
  return {
    /** @param asked everything the answer depends on besides who asks */
    async get(asking: Asking, asked: unknown, find: () => Promise<T>): Promise<T> {
      const [key, now] = [keyOf(asking, asked), performance.now()];
      const known = claim(key, now);
      if (known !== undefined) return known;
      const fresh = await find();
      put(key, fresh, now);
      return fresh;
    },
    /** @returns the answer that is kept; undefined to whoever is to find out and `keep` it */
    claim: (asking: Asking, asked: unknown): T | undefined => claim(keyOf(asking, asked), performance.now()),
    /** @returns the answer that is kept, if one is */
    peek(asking: Asking, asked: unknown): T | undefined {
      const known = kept.get(keyOf(asking, asked));
      return known !== undefined && performance.now() < known.until ? known.value : undefined;
    },
    keep: (asking: Asking, asked: unknown, value: T): void => put(keyOf(asking, asked), value, performance.now()),
    forget: () => kept.clear(),
  };
}

/** Rights are part of it: a post that ends is another key. Hashed: what somebody searched for may be a name, and is kept nowhere. */
function keyOf({ actor }: Asking, asked: unknown): string {
  const { tenantId, personId, holderKey, posts } = actor;
  return createHash("sha256")
    .update(JSON.stringify([tenantId, personId, holderKey, posts, asked]))
    .digest("base64");
}
