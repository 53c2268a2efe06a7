import { addDays } from "@gongzhi/working-days";
import type { Catalogue, Entry } from "./catalogue.ts";
import { lastDay, type Course } from "./course.ts";
import { periodsBetween, type Period } from "./periods.ts";

/** One duty of a place: what must be public, of which stretch of time, by which legal day. */
export type Duty = { readonly entry: Entry; readonly period: Period; readonly dueOn: string };

/**
 * The duties of a place that have begun by a day and are not there yet. A duty begins with its period, so that everybody sees its day come;
 * what happens has none until it does.
 * @param lastEnd the end of the last period an entry has a duty for already; undefined: none, and its first is the one the day lies in
 */
export function dutiesOf(
  catalogue: Catalogue,
  course: Pick<Course, "unit">,
  today: string,
  lastEnd: (entry: string) => string | undefined,
): readonly Duty[] {
  return catalogue.entries.flatMap((entry) => {
    if (entry.period === "at-once") return [];
    const known = lastEnd(entry.id);
    const first = known === undefined ? today : addDays(known, 1);
    return periodsBetween(entry.period, first, today).map((period) => ({
      entry,
      period,
      dueOn: lastDay(period.endsOn, entry.days, course),
    }));
  });
}
