import { execFileSync } from "node:child_process";
import { expect, test } from "vitest";
import { SHIPPED_HOLIDAY_TABLES, dueAt, legalDayAt, workingDaysBetween } from "./index.ts";

/**
 * A second implementation, as plain as can be: a wall calendar of text days written out month by month, the holidays as lists
 * of texts, one step a day. It shares no code with the first.
 */
const MONTH_LENGTHS = [31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31];
const WEEK = ["Sat", "Sun", "Mon", "Tue", "Wed", "Thu", "Fri"];
const CALENDAR: { day: string; weekday: string }[] = [];
for (let year = 2000; year <= 2030; year += 1) {
  MONTH_LENGTHS.forEach((length, month) => {
    const leap = month === 1 && year % 4 === 0 ? 1 : 0;
    for (let day = 1; day <= length + leap; day += 1) {
      const text = `${year}-${month < 9 ? "0" : ""}${month + 1}-${day < 10 ? "0" : ""}${day}`;
      CALENDAR.push({ day: text, weekday: WEEK[CALENDAR.length % 7] ?? "" });
    }
  });
}
const PLACE = new Map(CALENDAR.map((entry, place) => [entry.day, place]));
const OFF = new Set(Object.values(SHIPPED_HOLIDAY_TABLES.years).flatMap((year) => year.daysOff));
const WORKED = new Set(Object.values(SHIPPED_HOLIDAY_TABLES.years).flatMap((year) => year.daysWorked));

function plainWorks(place: number): boolean {
  const entry = CALENDAR[place];
  if (entry === undefined) throw new Error("outside the plain calendar");
  if (OFF.has(entry.day)) return false;
  return WORKED.has(entry.day) || (entry.weekday !== "Sat" && entry.weekday !== "Sun");
}

function plainDue(day: string, amount: number, unit: "calendar-days" | "working-days"): { day: string; unsure: boolean } {
  let place = PLACE.get(day) ?? -1;
  let unsure = false;
  for (let counted = 0; counted < amount;) {
    place += 1;
    if (unit === "calendar-days" || plainWorks(place)) counted += 1;
    const passed = CALENDAR[place]?.day ?? "";
    if (unit === "working-days" && (passed < "2004-01-01" || passed >= "2026-12-25")) unsure = true;
  }
  return { day: CALENDAR[place]?.day ?? "", unsure };
}

/** mulberry32: the same dates in every run. */
function randomFrom(seed: number): (below: number) => number {
  let state = seed;
  return (below) => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) % below;
  };
}

test("100,000 random deadlines in calendar and working days agree with the plain calendar", () => {
  const random = randomFrom(20_261_123);
  const places = { first: PLACE.get("2004-01-01") ?? 0, last: PLACE.get("2027-06-30") ?? 0 };
  let differences = 0;
  let provisional = 0;
  for (let index = 0; index < 100_000; index += 1) {
    const day = CALENDAR[places.first + random(places.last - places.first)]?.day ?? "";
    const clock = `${String(random(24)).padStart(2, "0")}:${String(random(60)).padStart(2, "0")}:${String(random(60)).padStart(2, "0")}`;
    const unit = index % 2 === 0 ? "calendar-days" : "working-days";
    const amount = random(unit === "working-days" ? 90 : 400);
    const due = dueAt({ from: `${day}T${clock}+08:00`, amount, unit }, SHIPPED_HOLIDAY_TABLES);
    const plain = plainDue(day, amount, unit);
    const sameMoment = due.dueAtUtc === `${plain.day}T16:00:00.000Z`;
    if (due.lastDay !== plain.day || !sameMoment || due.provisional !== plain.unsure) differences += 1;
    if (due.provisional) provisional += 1;
  }
  expect(differences).toBe(0);
  expect(provisional).toBeGreaterThan(1_000);
});

test("20,000 random spans of working days agree with the plain calendar", () => {
  const random = randomFrom(7);
  let differences = 0;
  for (let index = 0; index < 20_000; index += 1) {
    const first = random(CALENDAR.length - 500);
    const last = first + random(300);
    let expected = 0;
    for (let place = first + 1; place <= last; place += 1) if (plainWorks(place)) expected += 1;
    const span = workingDaysBetween(CALENDAR[first]?.day ?? "", CALENDAR[last]?.day ?? "", SHIPPED_HOLIDAY_TABLES);
    if (span.workingDays !== expected) differences += 1;
  }
  expect(differences).toBe(0);
});

test("the plain calendar's weekdays and the first's agree with the machine's calendar on every day", () => {
  for (const { day, weekday } of CALENDAR) {
    const noonUtc = Date.parse(`${day}T04:00:00Z`);
    expect(["Sun", "Mon", "Tue", "Wed", "Thu", "Fri", "Sat"][new Date(noonUtc).getUTCDay()]).toBe(weekday);
    expect(legalDayAt(noonUtc)).toBe(day);
  }
});

test.each(["Asia/Shanghai", "America/Los_Angeles", "Pacific/Kiritimati", "Europe/London"])(
  "the same answers on a machine in %s",
  (zone) => {
    const program = `
      const m = await import(${JSON.stringify(new URL("./index.ts", import.meta.url).href)});
      const out = [];
      for (let h = 0; h < 24 * 40; h += 5) {
        const from = new Date(Date.UTC(2026, 1, 1) + h * 3600000);
        const due = m.dueAt({ from, amount: 7, unit: "working-days" }, m.SHIPPED_HOLIDAY_TABLES);
        out.push(m.legalDayAt(from) + due.dueAtUtc);
      }
      console.log(out.join());`;
    const printed = execFileSync(process.execPath, ["--input-type=module", "-e", program], {
      env: { ...process.env, TZ: zone },
      encoding: "utf8",
    }).trim();
    const here: string[] = [];
    for (let hour = 0; hour < 24 * 40; hour += 5) {
      const from = new Date(Date.UTC(2026, 1, 1) + hour * 3_600_000);
      here.push(legalDayAt(from) + dueAt({ from, amount: 7, unit: "working-days" }, SHIPPED_HOLIDAY_TABLES).dueAtUtc);
    }
    expect(printed).toBe(here.join());
  },
);
