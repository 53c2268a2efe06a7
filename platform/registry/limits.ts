import type { Limit } from "../capability.ts";

/** Keys kept at once; beyond it the oldest windows are forgotten, so that a flood of addresses cannot fill the memory. */
const MAX_KEYS = 100_000;

type Window = { readonly endsAt: number; used: number };

/**
 * Fixed-window limits in memory, for what only needs slowing down: they cost no write. What guards secrets (sign-in codes)
 * is counted in the database instead, where every process sees it.
 */
export function memoryLimits(clockMs: () => number): (limit: Limit, key: string) => boolean {
  const windows = new Map<string, Window>();
  return (limit, key) => {
    const now = clockMs();
    const window = windows.get(key);
    if (window !== undefined && window.endsAt > now) {
      window.used += 1;
      return window.used <= limit.points;
    }
    windows.delete(key);
    windows.set(key, { endsAt: now + limit.seconds * 1000, used: 1 });
    const oldest = windows.size > MAX_KEYS ? windows.keys().next().value : undefined;
    if (oldest !== undefined) windows.delete(oldest);
    return true;
  };
}
