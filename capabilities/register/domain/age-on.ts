const DAY = /^(\d{4})-(\d{2})-(\d{2})$/;

/**
 * Full years of age on a legal day: reached at 0:00 of the birthday. Who was born on 29 February reaches it on the last day of
 * February in a year without that day, the way periods of years end where the corresponding day is missing.
 * @param bornOn, day `2008-02-29`
 */
export function ageOn(bornOn: string, day: string): number {
  const born = partsOf(bornOn);
  const now = partsOf(day);
  const birthday = Math.min(born.day, lastDayOf(now.year, born.month));
  const reached = now.month > born.month || (now.month === born.month && now.day >= birthday);
  return now.year - born.year - (reached ? 0 : 1);
}

function partsOf(day: string): { readonly year: number; readonly month: number; readonly day: number } {
  const [, year, month, date] = DAY.exec(day) ?? [];
  if (date === undefined) throw new Error(`${day} is no day`);
  return { year: Number(year), month: Number(month), day: Number(date) };
}

/** Of the Gregorian calendar; `month` from 1. */
function lastDayOf(year: number, month: number): number {
  if (month !== 2) return [4, 6, 9, 11].includes(month) ? 30 : 31;
  return year % 4 === 0 && (year % 100 !== 0 || year % 400 === 0) ? 29 : 28;
}
