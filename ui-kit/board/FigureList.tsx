import { formatNumber } from "../format/number.ts";
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
  readonly figures: readonly Figure[];
  /** The rank of each figure's name below the page's other headings. */
  readonly heading: "h2" | "h3";
};

/** Figures side by side, each with the way to what it was counted from. */
export function FigureList({ figures, heading }: Props) {
  const t = useText("ui-kit");
  return (
    <ul className="figure-list" aria-label={t("board.figures")}>
      {figures.map((figure) => (
        <FigureCard key={figure.key} figure={figure} heading={heading} />
      ))}
    </ul>
  );
}

function FigureCard({ figure, heading: Heading }: { readonly figure: Figure; readonly heading: "h2" | "h3" }) {
  const { label, value, unit, outOf, href, definition, state } = figure;
  const { locale } = useSetting().texts;
  return (
    <li className="figure">
      <Heading className="figure-label">
        <a href={href}>{label}</a>
      </Heading>
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
