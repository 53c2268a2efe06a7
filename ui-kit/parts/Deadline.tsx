import { dueIn, formatDayWithWeekday, type DueIn } from "../format/day.ts";
import { useSetting, useText } from "../setting/Setting.tsx";
import { StatusTag, type Tone } from "./StatusTag.tsx";

type Props = {
  /** Stored due instant, UTC; a legal day ends at 24:00 in Chinese time. */
  readonly dueAtUtc: string;
  /** When it was done; then it is history, in time or late. */
  readonly doneAtUtc?: string;
  /** Reckoned without a holiday table of that year: it may still move. */
  readonly provisional?: boolean;
  /** It falls due before that day ends, at an hour that is not told. */
  readonly hourKept?: boolean;
};

/** From this many days on it is marked as near. */
const NEAR_DAYS = 3;

/** `还有 3 天 · 2026年11月26日 星期四`. */
export function Deadline({ dueAtUtc, doneAtUtc, provisional = false, hourKept = false }: Props) {
  const { nowUtc, texts } = useSetting();
  const t = useText("ui-kit");
  const due = dueIn(dueAtUtc, doneAtUtc ?? nowUtc);
  const { words, tone } =
    doneAtUtc === undefined
      ? stillDue(due)
      : { words: due.overdue ? "doneLate" : "doneInTime", tone: due.overdue ? ("warn" as const) : ("good" as const) };
  return (
    <span className="deadline">
      <StatusTag tone={tone}>{t(`deadline.${words}`, { count: Math.abs(due.daysLeft) })}</StatusTag>{" "}
      <time dateTime={dueAtUtc} className="figures">
        {formatDayWithWeekday(due.day, texts.locale)}
        {due.time === undefined ? "" : ` ${due.time}`}
      </time>
      {provisional ? <span className="soft small"> {t("deadline.provisional")}</span> : undefined}
      {hourKept ? <span className="soft small"> {t("deadline.hourKept")}</span> : undefined}
    </span>
  );
}

function stillDue({ daysLeft, overdue }: DueIn): { readonly words: string; readonly tone: Tone } {
  if (overdue) return { words: daysLeft === 0 ? "overdueToday" : "overdue", tone: "bad" };
  if (daysLeft === 0) return { words: "today", tone: "warn" };
  return { words: "left", tone: daysLeft <= NEAR_DAYS ? "warn" : "neutral" };
}
