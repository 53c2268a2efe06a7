import { useEffect, useState } from "react";
import { Notice, StatusTag, useText, type Tone } from "#ui-kit/index.ts";
import { checkEntry, type Check, type Entry, type StepState } from "./check-entry.ts";

const TONES: Readonly<Record<StepState, Tone>> = { holds: "good", fails: "bad", unable: "warn", none: "neutral" };

/** The four questions, answered by the reader's own browser; without script, how to have them answered. */
export function EntryCheck({ entry, command }: { readonly entry: Entry; readonly command: string }) {
  const t = useText("record");
  const [checks, setChecks] = useState<readonly Check[]>();
  useEffect(() => {
    let current = true;
    void checkEntry(entry).then((made) => current && setChecks(made));
    return () => {
      current = false;
    };
  }, [entry]);
  if (checks === undefined)
    return (
      <Notice>
        <p>{t("check.waiting")}</p>
        <noscript>
          <p>{t("check.byCommand")}</p>
        </noscript>
        <p>
          <code className="as-typed">{command}</code>
        </p>
      </Notice>
    );
  const failed = checks.some(({ state }) => state === "fails");
  return (
    <Notice tone={failed ? "bad" : "good"} title={t(failed ? "check.failed" : "check.held")}>
      <p>{t(failed ? "check.failedSays" : "check.heldSays")}</p>
      {checks.map(({ step, state }) => (
        <p key={step} data-step={step} data-state={state}>
          <StatusTag tone={TONES[state]}>{t(`check.states.${state}`)}</StatusTag>{" "}
          {t(`check.steps.${step}.${state}`, { number: entry.index + 1, size: entry.proof.size })}
        </p>
      ))}
    </Notice>
  );
}
