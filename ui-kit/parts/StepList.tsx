import type { ReactNode } from "react";
import { useText } from "../setting/Setting.tsx";

export type Step = {
  readonly key: string;
  readonly words: string;
  readonly state: "done" | "now" | "ahead" | "skipped";
  readonly detail?: ReactNode;
};

/** The steps of a procedure in order: what a diagram shows, for whoever reads rather than looks. */
export function StepList({ steps }: { readonly steps: readonly Step[] }) {
  const t = useText("ui-kit");
  return (
    <ol className="steps">
      {steps.map(({ key, words, state, detail }) => (
        <li key={key} className={state} aria-current={state === "now" ? "step" : undefined}>
          <span className="step-words">{words}</span> <span className="step-state small">{t(`step.${state}`)}</span>
          {detail === undefined ? undefined : <div className="small soft">{detail}</div>}
        </li>
      ))}
    </ol>
  );
}
