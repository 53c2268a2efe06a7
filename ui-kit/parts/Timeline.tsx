import type { ReactNode } from "react";
import { useText } from "../setting/Setting.tsx";
import { Day, Instant } from "./Figures.tsx";
import type { Tone } from "./StatusTag.tsx";

export type Happening = {
  readonly key: string;
  /** An instant; or a calendar day where the hour must not be shown (anonymous matters). */
  readonly at: string;
  readonly what: ReactNode;
  readonly who?: string;
  /** The rule it was done by, or a link to it. */
  readonly by?: ReactNode;
  readonly detail?: ReactNode;
  readonly tone?: Tone;
};

/** What happened, newest first or oldest first as given. */
export function Timeline({ happenings }: { readonly happenings: readonly Happening[] }) {
  const t = useText("ui-kit");
  return (
    <ol className="timeline">
      {happenings.map(({ key, at, what, who, by, detail, tone = "neutral" }) => (
        <li key={key} className={tone}>
          <p className="timeline-at small soft">
            {at.length === 10 ? <Day day={at} weekday /> : <Instant at={at} />}
            {who === undefined ? "" : ` · ${who}`}
          </p>
          <p className="timeline-what">{what}</p>
          {detail === undefined ? undefined : <div className="timeline-detail">{detail}</div>}
          {by === undefined ? undefined : (
            <p className="small soft">
              {t("timeline.by")} {by}
            </p>
          )}
        </li>
      ))}
    </ol>
  );
}
