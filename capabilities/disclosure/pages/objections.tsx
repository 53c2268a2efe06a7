import { Day, FoldedForm, Section, StatusTag, useText, type FormState, type Tone } from "#ui-kit/index.ts";
import { replyToObjection } from "../contract/reply-to-objection.ts";
import { ruleOnObjection } from "../contract/rule-on-objection.ts";
import { takeUpward } from "../contract/take-upward.ts";
import type { View } from "./words.tsx";

type Objection = View["objections"][number];
type Props = { readonly view: View; readonly state: FormState | undefined };

const ACTS = [replyToObjection, takeUpward, ruleOnObjection] as const;
const TONES: Readonly<Record<Objection["step"], Tone>> = { waiting: "info", answered: "good", upward: "warn", ruled: "good" };

/** Every objection: when it came, by when it is answered, by whom, and what was said. Who made it is nobody's to know. */
export function Objections({ view, state }: Props) {
  const t = useText("disclosure");
  if (view.objections.length === 0) return undefined;
  return (
    <Section title={t("objections.title")}>
      <ol id="objections" className="stack">
        {view.objections.map((one) => (
          <li key={one.id}>
            <p>
              <StatusTag tone={one.late ? "bad" : TONES[one.step]}>
                {t(one.late ? `objections.late.${one.step}` : `objections.steps.${one.step}`)}
              </StatusTag>{" "}
              <Day day={one.madeOn} />{" "}
              {one.version === 0 ? t("objections.silence") : t("objections.toVersion", { version: one.version })}
            </p>
            <Said one={one} />
            {ACTS.filter(({ name }) => one.may.includes(name.slice("disclosure/".length))).map((signature) => (
              <FoldedForm
                key={signature.name}
                signature={signature}
                id={one.id}
                state={state}
                values={{ id: one.id }}
                help={t(`help.${signature.name.slice("disclosure/".length)}`)}
              />
            ))}
          </li>
        ))}
      </ol>
    </Section>
  );
}

function Said({ one }: { readonly one: Objection }) {
  const t = useText("disclosure");
  const due = one.step === "waiting" ? one.replyDue : one.step === "upward" ? one.upwardDue : null;
  return (
    <>
      {one.text === "" ? undefined : <p className="prose pre">{one.text}</p>}
      {due === null ? undefined : <p className="small">{t(`objections.due.${one.step}`, { day: due })}</p>}
      {one.repliedOn === null ? undefined : (
        <p className="prose pre">
          <strong>{t("objections.reply")}</strong> <Day day={one.repliedOn} /> {one.reply}
        </p>
      )}
      {one.upwardOn === null ? undefined : <p className="small">{t("objections.upward", { day: one.upwardOn })}</p>}
      {one.why === "" ? undefined : <p className="prose pre">{one.why}</p>}
      {one.ruledOn === null ? undefined : (
        <p className="prose pre">
          <strong>{t(one.upheld === true ? "objections.upheld" : "objections.notUpheld")}</strong> <Day day={one.ruledOn} />{" "}
          {one.ruling}
        </p>
      )}
    </>
  );
}
