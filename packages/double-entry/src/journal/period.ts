import { quote, type Refusal, refuse } from "../refusal.ts";
import { type Day, dayAfter, isDay } from "./day.ts";

/** Days `from` to `to`, both included. Periods follow each other without a gap, so each day lies in one at most. */
export type Period = { readonly name: string; readonly from: Day; readonly to: Day; readonly closed: boolean };

const NAME = /^[\p{L}\p{N}][\p{L}\p{N}._/-]{0,39}$/u;

/** Whether the period may follow the last one. */
export function judgePeriod({ name, from, to }: Omit<Period, "closed">, last: Period | undefined): Refusal | undefined {
  if (typeof name !== "string" || !NAME.test(name))
    return refuse("malformed-name", `${quote(name)} is no name for a period`, "name");
  if (!isDay(from)) return refuse("malformed-day", `${quote(from)} is no day`, "from");
  if (!isDay(to)) return refuse("malformed-day", `${quote(to)} is no day`, "to");
  if (to < from) return refuse("period-misplaced", `${name} would end on ${to}, before it begins on ${from}`, "to");
  if (last !== undefined && from !== dayAfter(last.to)) {
    return refuse("period-misplaced", `${name} would begin on ${from}, and ${last.name} ends on ${last.to}`, "from");
  }
  return undefined;
}

/** The period that holds the day, by bisection: periods are in order. */
export function findPeriod(periods: readonly Period[], day: Day): Period | undefined {
  let [low, high] = [0, periods.length - 1];
  while (low <= high) {
    const middle = (low + high) >> 1;
    const period = periods[middle]!;
    if (day < period.from) high = middle - 1;
    else if (day > period.to) low = middle + 1;
    else return period;
  }
  return undefined;
}
