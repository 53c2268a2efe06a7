import { formatNumber } from "../format/number.ts";
import { useSetting } from "../setting/Setting.tsx";
import { Chart } from "./Chart.tsx";

export type Series = {
  readonly name: string;
  /** One value for each point; `null` where nothing was measured: the line is broken there, not bridged. */
  readonly values: readonly (number | null)[];
};

type Props = {
  readonly title: string;
  readonly definition: string;
  readonly pointHead: string;
  /** Names of the points along the line, such as months. */
  readonly points: readonly string[];
  /** At most five: more lines are not read. */
  readonly series: readonly Series[];
  readonly unit?: string;
};

const GRID_LINES = 4;
const MAX_SERIES = 5;

/** Lines over time from zero up; told apart by colour and by stroke. */
export function LineChart({ title, definition, pointHead, points, series, unit = "" }: Props) {
  const { locale } = useSetting().texts;
  const drawn = series.slice(0, MAX_SERIES);
  const top = roundTop(Math.max(1, ...drawn.flatMap(({ values }) => values.map((value) => value ?? 0))));
  const levels = Array.from({ length: GRID_LINES + 1 }, (_, place) => (top / GRID_LINES) * (GRID_LINES - place));
  const number = (value: number | null | undefined) =>
    value === null || value === undefined ? "—" : formatNumber(value, locale);
  const columns = [
    { key: "point", head: pointHead, names: true, render: (place: number) => points[place] },
    ...series.map(({ name, values }) => ({
      key: name,
      head: unit === "" ? name : `${name} (${unit})`,
      numeric: true,
      render: (place: number) => number(values[place]),
    })),
  ];
  return (
    <Chart title={title} definition={definition} columns={columns} rows={points.map((_, place) => place)} rowKey={String}>
      <div className="lines" aria-hidden="true">
        <div className="line-levels small figures">
          {levels.map((level) => (
            <span key={level}>{formatNumber(level, locale)}</span>
          ))}
        </div>
        <svg className="line-field" viewBox="0 0 100 100" preserveAspectRatio="none">
          {levels.map((level) => (
            <path key={level} className="grid-line" d={`M0 ${100 - (level / top) * 100}H100`} />
          ))}
          {drawn.map(({ name, values }, place) => (
            <path key={name} className={`line line-${place + 1}`} d={linePath(values, top)} />
          ))}
        </svg>
        <div className="line-points small">
          {ends(points).map((point) => (
            <span key={point}>{point}</span>
          ))}
        </div>
        <Legend series={drawn} />
      </div>
    </Chart>
  );
}

function Legend({ series }: { readonly series: readonly Series[] }) {
  if (series.length < 2) return undefined;
  return (
    <ul className="legend small">
      {series.map(({ name }, place) => (
        <li key={name}>
          <svg viewBox="0 0 24 4" width="24" height="4">
            <path className={`line line-${place + 1}`} d="M0 2H24" />
          </svg>
          {name}
        </li>
      ))}
    </ul>
  );
}

/** First, middle and last: what fits under a chart on a phone. */
function ends(points: readonly string[]): readonly string[] {
  const places = new Set([0, Math.floor((points.length - 1) / 2), points.length - 1]);
  return points.filter((_, place) => places.has(place));
}

/** Four decimals are finer than any screen. */
const round = (value: number) => Math.round(value * 10_000) / 10_000;

export function linePath(values: readonly (number | null)[], top: number): string {
  const step = values.length > 1 ? 100 / (values.length - 1) : 0;
  let pen: "M" | "L" = "M";
  let path = "";
  for (const [place, value] of values.entries()) {
    if (value === null) {
      pen = "M";
      continue;
    }
    path += `${pen}${round(place * step)} ${round(100 - (value / top) * 100)}`;
    pen = "L";
  }
  return path;
}

/** The next of 1, 2, 4, 5, 8, 10 times a power of ten: quarters of it are round too. */
export function roundTop(most: number): number {
  const power = 10 ** Math.floor(Math.log10(most));
  const factor = [1, 2, 4, 8, 10].find((one) => one * power >= most) ?? 10;
  return factor * power;
}
