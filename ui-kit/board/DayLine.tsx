import { formatDay } from "../format/day.ts";
import { useSetting, useText } from "../setting/Setting.tsx";
import type { Tone } from "../parts/StatusTag.tsx";
import { lanesOf, placeDay, WIDTH } from "./place-marks.ts";

export type DayMark = { readonly key: string; readonly day: string; readonly tone: Tone };

type Props = {
  readonly from: string;
  readonly to: string;
  readonly today: string;
  /** By their days; each is numbered by its place, as in the list beside it. */
  readonly marks: readonly DayMark[];
};

const LANE = 30;
const RADIUS = 12;
const FOOT = 30;

/** Days on a line, numbered, with today marked: a picture of a list that stands beside it, for whoever looks. */
export function DayLine({ from, to, today, marks }: Props) {
  const t = useText("ui-kit");
  const { locale } = useSetting().texts;
  const places = marks.map(({ day }) => placeDay(day, from, to));
  const lanes = lanesOf(places);
  const axis = (Math.max(0, ...lanes) + 1) * LANE + 22;
  const now = placeDay(today, from, to);
  const shown = today >= from && today <= to;
  return (
    <svg className="day-line" viewBox={`0 0 ${WIDTH} ${axis + FOOT}`} aria-hidden="true">
      <line className="axis" x1="0" x2={WIDTH} y1={axis} y2={axis} />
      {shown ? (
        <>
          <line className="today" x1={now} x2={now} y1="16" y2={axis + 6} />
          <text className="today-words" x={Math.min(WIDTH - 20, Math.max(20, now))} y="12" textAnchor="middle">
            {t("chart.today")}
          </text>
        </>
      ) : undefined}
      {marks.map(({ key, tone }, index) => {
        const [x, y] = [places[index] ?? 0, axis - 18 - (lanes[index] ?? 0) * LANE];
        return (
          <g key={key} className={`mark ${tone}`}>
            <line x1={x} x2={x} y1={y} y2={axis} />
            <circle cx={x} cy={y} r={RADIUS} />
            <text x={x} y={y + 5} textAnchor="middle">
              {index + 1}
            </text>
          </g>
        );
      })}
      <text className="end" x="0" y={axis + 22}>
        {formatDay(from, locale)}
      </text>
      <text className="end" x={WIDTH} y={axis + 22} textAnchor="end">
        {formatDay(to, locale)}
      </text>
    </svg>
  );
}
