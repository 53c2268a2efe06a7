import { formatNumber } from "../format/number.ts";
import { useSetting } from "../setting/Setting.tsx";
import { Chart } from "./Chart.tsx";

export type Bar = { readonly label: string; readonly value: number; readonly href?: string };

type Props = {
  readonly title: string;
  readonly definition: string;
  /** Head of the labels, and of the values with their unit. */
  readonly labelHead: string;
  readonly valueHead: string;
  readonly bars: readonly Bar[];
  readonly unit?: string;
};

/** Lying bars, so that labels of any length fit a phone; the words are words, only the bars are drawn. */
export function BarChart({ title, definition, labelHead, valueHead, bars, unit = "" }: Props) {
  const { locale } = useSetting().texts;
  const most = Math.max(1, ...bars.map(({ value }) => value));
  const columns = [
    {
      key: "label",
      head: labelHead,
      names: true,
      render: ({ label, href }: Bar) => (href === undefined ? label : <a href={href}>{label}</a>),
    },
    { key: "value", head: valueHead, numeric: true, render: ({ value }: Bar) => formatNumber(value, locale) },
  ];
  return (
    <Chart title={title} definition={definition} columns={columns} rows={bars} rowKey={({ label }) => label}>
      <div className="bars" aria-hidden="true">
        {bars.map(({ label, value }) => (
          <div key={label} className="bar-row">
            <span className="bar-label">{label}</span>
            <svg className="bar" viewBox="0 0 100 10" preserveAspectRatio="none">
              <rect width={(Math.max(0, value) / most) * 100} height="10" />
            </svg>
            <span className="bar-value figures">
              {formatNumber(value, locale)} {unit}
            </span>
          </div>
        ))}
      </div>
    </Chart>
  );
}
