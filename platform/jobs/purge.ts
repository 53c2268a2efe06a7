import type { ActionContext, Job } from "../capability.ts";

/** Rows one statement removes: locks held for a moment, and no statement near its time limit. */
const BATCH = 2_000;

/** Removes what is past its time, oldest first, at most so many rows. @returns how many. */
export type Purge = (context: ActionContext, most: number) => Promise<number>;

/** A job that purges one after the other, a batch a step, until nothing is left of any. */
export function purging(purges: readonly Purge[], batch = BATCH): Job["step"] {
  return async (context, { cursor, done }) => {
    const at = Number(cursor?.["at"] ?? 0);
    const removed = (await purges[at]?.(context, batch)) ?? 0;
    const next = removed === batch ? at : at + 1;
    const step = { done: done + removed, result: { at: next, of: purges.length } };
    return next < purges.length ? { ...step, next: { at: next } } : step;
  };
}
