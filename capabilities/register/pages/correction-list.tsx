import type { Static } from "typebox";
import { Day, dayOf, Section, StatusTag, Timeline, useText, type FormState, type Tone } from "#ui-kit/index.ts";
import type { CorrectionView } from "../contract/person-views.ts";
import { refuseCorrection } from "../contract/refuse-correction.ts";
import { RegisterAct } from "./register-act.tsx";

type Correction = Static<typeof CorrectionView>;

export const CORRECTION_TONES: Readonly<Record<Correction["state"], Tone>> = { open: "warn", done: "good", refused: "neutral" };

const NOTHING: readonly string[] = [];

type Props = {
  readonly corrections: readonly Correction[];
  readonly may?: readonly string[];
  readonly state?: FormState | undefined;
};

/** What a resident asked to have put right, and what came of it. */
export function Corrections({ corrections, may = NOTHING, state }: Props) {
  const t = useText("register");
  if (corrections.length === 0) return undefined;
  return (
    <Section title={t("corrections.asked")}>
      <Timeline
        happenings={corrections.map((one) => ({
          key: one.id,
          at: one.askedAt,
          tone: CORRECTION_TONES[one.state],
          what: (
            <>
              {t(`facts.${one.field}`)}{" "}
              <StatusTag tone={CORRECTION_TONES[one.state]}>{t(`corrections.states.${one.state}`)}</StatusTag>
            </>
          ),
          detail: (
            <>
              <p className="as-typed">{one.says}</p>
              {one.answer === "" || one.decidedAt === null ? undefined : (
                <p>
                  <Day day={dayOf(one.decidedAt)} /> {t("corrections.answer", { answer: one.answer })}
                </p>
              )}
              {one.state === "open" && may.includes("correct-person") ? (
                <>
                  <p className="small soft">{t("corrections.how")}</p>
                  <RegisterAct id={one.id} signature={refuseCorrection} state={state} values={{ correctionId: one.id }} />
                </>
              ) : undefined}
            </>
          ),
        }))}
      />
    </Section>
  );
}
