/**
 * Makes src/tables/state-council-holidays.json from the npm package `chinese-days`: only its facts, the dates.
 * Run `node packages/working-days/bench/generate-holiday-tables.ts` after an upgrade; a test compares the file with it.
 */
import { readFileSync, writeFileSync } from "node:fs";
import { createRequire } from "node:module";
import { fileURLToPath } from "node:url";

const TABLE_FILE = new URL("../src/tables/state-council-holidays.json", import.meta.url);
/** Off in every year since 2004 by the State Council's rule on holidays; a year lacking one is not really known. */
const ALWAYS_OFF = ["01-01", "05-01", "10-01", "10-02", "10-03"];
/** Three days of Spring Festival are the least any year had; a year with fewer in January and February is not known. */
const LEAST_SPRING_DAYS = 3;

type SourceLists = { readonly holidays: Readonly<Record<string, string>>; readonly workdays: Readonly<Record<string, string>> };
type YearDays = { readonly daysOff: string[]; readonly daysWorked: string[] };

/** The tables as they are to be written. The source takes unknown years as plain weekdays, so each year is proved known. */
export function generateHolidayTables(): unknown {
  const require = createRequire(import.meta.url);
  const { version } = require("chinese-days/package.json") as { readonly version: string };
  const lists = require("chinese-days/dist/chinese-days.json") as SourceLists;
  const years: Record<string, YearDays> = {};
  for (const day of Object.keys(lists.holidays).sort()) (years[day.slice(0, 4)] ??= emptyYear()).daysOff.push(day);
  for (const day of Object.keys(lists.workdays).sort()) (years[day.slice(0, 4)] ??= emptyYear()).daysWorked.push(day);
  let previous: number | undefined;
  for (const [year, days] of Object.entries(years)) {
    proveKnown(year, days);
    if (previous !== undefined && Number(year) !== previous + 1) throw new Error(`no table for ${previous + 1}`);
    previous = Number(year);
  }
  return {
    format: "gongzhi-holiday-tables/1",
    version: `chinese-days@${version}`,
    source: "Notices of the General Office of the State Council on holidays, dates taken from the npm package chinese-days (MIT)",
    years,
  };
}

function emptyYear(): YearDays {
  return { daysOff: [], daysWorked: [] };
}

function proveKnown(year: string, days: YearDays): void {
  const missing = ALWAYS_OFF.find((monthDay) => !days.daysOff.includes(`${year}-${monthDay}`));
  if (missing !== undefined) throw new Error(`${year} is not known: ${missing} is not off`);
  const spring = days.daysOff.filter((day) => day > `${year}-01-20` && day < `${year}-03-01`);
  if (spring.length < LEAST_SPRING_DAYS) throw new Error(`${year} is not known: ${spring.length} days of Spring Festival`);
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  writeFileSync(TABLE_FILE, `${JSON.stringify(generateHolidayTables(), null, 2)}\n`);
  process.stdout.write(`${readFileSync(TABLE_FILE).length} bytes written to ${fileURLToPath(TABLE_FILE)}\n`);
}
