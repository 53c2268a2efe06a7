import { formatNumber, formatShare } from "../format/number.ts";
import { useSetting } from "../setting/Setting.tsx";

type Props = {
  readonly label: string;
  readonly value: number;
  readonly outOf: number;
  readonly unit?: string;
  /** What is asked for, such as a quorum, marked on the bar. */
  readonly need?: number;
  readonly needWords?: string;
};

/** A part of a whole: figures first, then a bar, with what is needed marked on it. */
export function Meter({ label, value, outOf, unit = "", need, needWords }: Props) {
  const { locale } = useSetting().texts;
  const share = outOf === 0 ? 0 : Math.min(1, value / outOf);
  const needShare = need === undefined || outOf === 0 ? undefined : Math.min(1, need / outOf);
  return (
    <div className="meter">
      <p className="meter-line">
        <span>{label}</span>{" "}
        <span className="figures">
          {formatNumber(value, locale)} / {formatNumber(outOf, locale)} {unit}{" "}
          <span className="soft">({formatShare(share, locale)})</span>
        </span>
      </p>
      <div className={`meter-bar ${need !== undefined && value >= need ? "enough" : ""}`} aria-hidden="true">
        <span className="meter-fill" style={{ width: `${share * 100}%` }} />
        {needShare === undefined ? undefined : <span className="meter-need" style={{ left: `${needShare * 100}%` }} />}
      </div>
      {needWords === undefined ? undefined : <p className="small soft">{needWords}</p>}
    </div>
  );
}
