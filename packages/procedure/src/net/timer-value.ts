import { isDuration, isInstant, readCycle } from "./iso8601.ts";
import type { TimerSpec } from "./net.ts";

/** Whether `value` says a time of that kind: checked when a file is read, and when an expression has given it. */
export function isTimerValue(kind: TimerSpec["kind"], value: string): boolean {
  switch (kind) {
    case "date":
      return isInstant(value);
    case "duration":
      return isDuration(value);
    case "cycle":
      return readCycle(value) !== undefined;
    case "workingDays":
      return /^[1-9]\d{0,3}$/u.test(value) && Number(value) <= 3650;
    case "rule":
      return /^[\p{L}][\p{L}\p{N}._/-]{0,99}$/u.test(value);
  }
}
