export { type CountBasis } from "./count-ledger.ts";
export { addDays, daysBetween, daysLeft, isOverdue, isWorkingDay, noticeLatest, workingDaysBetween } from "./day-counts.ts";
export { type Due, type DueRequest, type DueUnit, dueAt, mustRecompute } from "./due-at.ts";
export {
  type HolidayTables,
  type HolidayYear,
  SHIPPED_HOLIDAY_TABLES,
  coveredYears,
  mergeHolidayTables,
  readHolidayTables,
} from "./holiday-tables.ts";
export { type Instant, type LegalDay, legalDayAt } from "./legal-day.ts";
export { WorkingDaysRefusal, type WorkingDaysRefusalCode } from "./refusal.ts";
