import type { ReactNode } from "react";
import { formatNumber } from "../format/number.ts";
import type { Crumb } from "../parts/Breadcrumbs.tsx";
import { PageHead } from "../parts/PageHead.tsx";
import { StatusTag, type Tone } from "../parts/StatusTag.tsx";
import { useSetting, useText } from "../setting/Setting.tsx";

export type Figure = {
  readonly key: string;
  readonly label: string;
  /** A number, or words where it is none (`¥12,000.00`). */
  readonly value: number | string;
  readonly unit?: string;
  readonly outOf?: number;
  /** The list it was counted from. */
  readonly href: string;
  /** How it is counted, in one sentence. */
  readonly definition: string;
  /** A state worth a look, with its word. */
  readonly state?: { readonly words: string; readonly tone: Tone };
};

type Props = {
  readonly title: string;
  readonly lead?: ReactNode;
  readonly crumbs?: readonly Crumb[];
  /** Filters of the whole board, such as a year. */
  readonly filters?: ReactNode;
  readonly figures: readonly Figure[];
  /** Charts and tables. */
  readonly children?: ReactNode;
};

/** Figures that lead to the lists they were counted from, and charts with their tables. */
export function BoardPage({ title, lead, crumbs, filters, figures, children }: Props) {
  const t = useText("ui-kit");
  return (
    <article className="page board-page">
      <PageHead title={title} lead={lead} crumbs={crumbs} />
      {filters}
      <ul className="figure-list" aria-label={t("board.figures")}>
        {figures.map((figure) => (
          <FigureCard key={figure.key} figure={figure} />
        ))}
      </ul>
      <div className="charts">{children}</div>
    </article>
  );
}

function FigureCard({ figure: { label, value, unit, outOf, href, definition, state } }: { readonly figure: Figure }) {
  const { locale } = useSetting().texts;
  return (
    <li className="figure">
      <h2 className="figure-label">
        <a href={href}>{label}</a>
      </h2>
      <p className="figure-value figures">
        {typeof value === "number" ? formatNumber(value, locale) : value}
        <span className="figure-unit">
          {outOf === undefined ? "" : ` / ${formatNumber(outOf, locale)}`}
          {unit === undefined ? "" : ` ${unit}`}
        </span>
      </p>
      {state === undefined ? undefined : (
        <p>
          <StatusTag tone={state.tone}>{state.words}</StatusTag>
        </p>
      )}
      <p className="small soft">{definition}</p>
    </li>
  );
}
