const QUARTERS: Readonly<Record<string, string>> = { Q1: "第一季度", Q2: "第二季度", Q3: "第三季度", Q4: "第四季度" };

type Spanned = { readonly why: string; readonly period: string; readonly starts_on: string };

/** 2026 年 10 月, 2026 年第三季度, 2026 年, as an official paper has it; of what happened, its day. */
export function sayPeriod({ why, period, starts_on }: Spanned): string {
  if (why !== "period") return sayDay(starts_on);
  const [year = "", part] = period.split("-");
  if (part === undefined) return `${year} 年`;
  return `${year} 年${QUARTERS[part] ?? ` ${Number(part)} 月`}`;
}

/** @param day `2026-11-08` */
export function sayDay(day: string): string {
  const [year, month, date] = day.split("-").map(Number);
  return `${year}年${month}月${date}日`;
}
