import { formatDay, formatDayWithWeekday, formatInstant } from "../format/day.ts";
import { formatMoney, formatNumber } from "../format/number.ts";
import { useSetting } from "../setting/Setting.tsx";

/** Integer cents as `¥1,234.50`. */
export function Money({ cents }: { readonly cents: number }) {
  return <span className="figures money">{formatMoney(cents, useSetting().texts.locale)}</span>;
}

/** A number with its unit and, where it is a part, what it is out of: `23 / 61 户`. */
export function Count({ value, unit, outOf }: { readonly value: number; readonly unit?: string; readonly outOf?: number }) {
  const { locale } = useSetting().texts;
  const whole = outOf === undefined ? "" : ` / ${formatNumber(outOf, locale)}`;
  return (
    <span className="figures">
      {formatNumber(value, locale)}
      {whole}
      {unit === undefined ? "" : ` ${unit}`}
    </span>
  );
}

/** A calendar day `2026-11-26`. */
export function Day({ day, weekday = false }: { readonly day: string; readonly weekday?: boolean }) {
  const { locale } = useSetting().texts;
  return (
    <time dateTime={day} className="figures">
      {weekday ? formatDayWithWeekday(day, locale) : formatDay(day, locale)}
    </time>
  );
}

/** An instant (UTC in the data), in Chinese time. */
export function Instant({ at }: { readonly at: string }) {
  return (
    <time dateTime={at} className="figures">
      {formatInstant(at, useSetting().texts.locale)}
    </time>
  );
}
