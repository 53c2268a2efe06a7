import { Day, FoldedForm, Section, StatusTag, useText, type FormState } from "#ui-kit/index.ts";
import { answerObjection } from "../contract/answer-objection.ts";
import type { View } from "./words.tsx";

/** What was said against the resolution while it hung, and what was answered; nobody's name. */
export function Objections({ view, state }: { readonly view: View; readonly state: FormState | undefined }) {
  const t = useText("resolutions");
  const { posting, objections } = view;
  if (posting === null) return undefined;
  return (
    <Section title={t("objections.title")}>
      <p>{t("objections.count", { objections: posting.objections, answered: posting.answered })}</p>
      {objections.map((one) => (
        <div key={one.id} className="stack">
          <p className="small soft">
            <Day day={one.raisedOn} /> {one.own ? t("objections.own") : ""}
          </p>
          <p className="prose pre">{one.text}</p>
          {one.answeredOn === null ? (
            <p>
              <StatusTag tone="warn">{t("objections.waits")}</StatusTag> <Day day={one.answerBy} weekday />
            </p>
          ) : (
            <p className="prose pre">
              <StatusTag tone="good">{t("objections.answered")}</StatusTag> <Day day={one.answeredOn} /> {one.answer}
            </p>
          )}
          {one.answeredOn === null && view.may.includes("answer-objection") ? (
            <FoldedForm signature={answerObjection} id={one.id} state={state} values={{ id: one.id }} />
          ) : undefined}
        </div>
      ))}
    </Section>
  );
}
