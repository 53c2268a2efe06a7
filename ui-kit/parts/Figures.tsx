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

/** How an instant is written that is told by the day only. */
const BY_THE_DAY = "T00:00:00+08:00";

/** An instant (UTC in the data), in Chinese time; where only its day is told (`2026-11-26T00:00:00+08:00`), that day. */
export function Instant({ at }: { readonly at: string }) {
  if (at.endsWith(BY_THE_DAY)) return <Day day={at.slice(0, -BY_THE_DAY.length)} />;
  return <Moment at={at} />;
}

function Moment({ at }: { readonly at: string }) {
  return (
    <time dateTime={at} className="figures">
      {formatInstant(at, useSetting().texts.locale)}
    </time>
  );
}
