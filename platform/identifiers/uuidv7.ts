import type { RandomBytes } from "./case-number.ts";

/** `rand_a` holds a counter; it starts in its lower half so that 2,048 ids fit a millisecond before time is borrowed. */
const COUNTER_LIMIT = 0x1000;
const COUNTER_START_MASK = 0x7ff;

/** A clock set back by more than this was wrong before: it is followed, and order among the ids given up, once. */
const MOST_AHEAD_MS = 60_000;

/**
 * UUID version 7 (RFC 9562 §5.7), each greater than the one before within this source: a 12-bit counter in `rand_a`
 * (§6.2 method 1), 62 random bits. When the counter is spent, or the clock steps back, the last millisecond is carried on.
 * @param now milliseconds since 1970.
 */
export function uuidv7Source(now: () => number, random: RandomBytes): () => string {
  let lastMs = -1;
  let counter = 0;
  return () => {
    const bytes = random(new Uint8Array(10));
    const clockMs = Math.floor(now());
    if (!Number.isSafeInteger(clockMs) || clockMs < 0 || clockMs >= 2 ** 48) throw new Error("the clock gives no usable time");
    if (clockMs > lastMs || lastMs - clockMs > MOST_AHEAD_MS) {
      lastMs = clockMs;
      counter = (((bytes[8] ?? 0) << 8) | (bytes[9] ?? 0)) & COUNTER_START_MASK;
    } else if (++counter === COUNTER_LIMIT) {
      lastMs += 1;
      counter = 0;
    }
    return layOut(lastMs, counter, bytes.subarray(0, 8));
  };
}

/**
 * A UUID version 7 that tells the day and not the hour: its time is that of the day's beginning, its 74 other bits are random. Ids of one
 * day stand in no order. For what must not be joined with who was seen at some hour.
 */
export function uuidOfDay(startOfDay: Date, random: RandomBytes): string {
  const bytes = random(new Uint8Array(10));
  return layOut(startOfDay.getTime(), (((bytes[8] ?? 0) << 8) | (bytes[9] ?? 0)) & (COUNTER_LIMIT - 1), bytes.subarray(0, 8));
}

function layOut(ms: number, counter: number, random: Uint8Array): string {
  const time = ms.toString(16).padStart(12, "0");
  const tail = [...random]
    .map((byte, index) => (index === 0 ? (byte & 0x3f) | 0x80 : byte).toString(16).padStart(2, "0"))
    .join("");
  const versioned = (0x7000 | counter).toString(16);
  return `${time.slice(0, 8)}-${time.slice(8)}-${versioned}-${tail.slice(0, 4)}-${tail.slice(4)}`;
}
