import type { Refusal } from "../../platform/refusal.ts";
import { Sign } from "./Sign.tsx";
import { useText } from "../setting/Setting.tsx";
import { refusalWords, ruleName } from "../text/refusal-words.ts";

type Props = {
  readonly refusal: Refusal;
  /** Namespace whose `refusals.<code>` says it; the platform's own codes are found without. */
  readonly texts: string;
};

/** An expected no: what happened, the rule behind it, and what to do next. */
export function RefusalBox({ refusal, texts }: Props) {
  const t = useText("ui-kit");
  const own = useText(texts);
  const { sentence, next } = refusalWords(refusal, own, useText("platform"));
  return (
    <section className="notice bad" role="alert">
      <h2>
        <Sign kind="wrong" /> {sentence}
      </h2>
      {refusal.rule === undefined ? undefined : (
        <p className="small">{t("refusal.rule", { rule: ruleName(refusal.rule, own) })}</p>
      )}
      <p>
        <strong>{t("refusal.next")}</strong> {next}
      </p>
    </section>
  );
}
