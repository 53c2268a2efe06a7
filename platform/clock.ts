/**
 * Where a process asks for the time: timeouts, rate limits, ids, log lines. Never for what is decided by law or kept in a row: now is
 * read once per transaction from the database (TRUST.md case 10) and handed on as a Date.
 */
export type Clock = { readonly now: () => Date };

export const systemClock: Clock = { now: () => new Date() };

export type TestClock = Clock & {
  readonly set: (instant: string) => void;
  readonly advance: (milliseconds: number) => void;
};

/** A clock that stands until it is moved. @param start such as `2026-11-23T09:00:00+08:00` */
export function testClock(start: string): TestClock {
  let nowMs = parsed(start);
  return {
    now: () => new Date(nowMs),
    set: (instant) => {
      nowMs = parsed(instant);
    },
    advance: (milliseconds) => {
      nowMs += milliseconds;
    },
  };
}

function parsed(instant: string): number {
  const ms = Date.parse(instant);
  if (Number.isNaN(ms)) throw new Error(`${instant} is no instant`);
  return ms;
}
