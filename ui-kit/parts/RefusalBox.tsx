import type { Refusal, RuleCited } from "../../platform/refusal.ts";
import { Sign } from "./Sign.tsx";
import { useText } from "../setting/Setting.tsx";
import type { Translate } from "../text/texts.ts";

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

/** The sentence of a refusal and what to do next, from the capability's texts or the platform's. */
export function refusalWords({ code, kind, facts }: Refusal, own: Translate, platform: Translate) {
  const find = (key: string, otherwise: string) => {
    if (own.has(key)) return own(key, facts);
    return platform.has(key) ? platform(key, facts) : platform(otherwise, facts);
  };
  // A code nobody wrote a sentence for still says what sort of no it is: except in tests, where it throws.
  return {
    sentence: own.has(`refusals.${code}`) ? own(`refusals.${code}`, facts) : platform(`refusals.${code}`, facts),
    next: find(`next.${code}`, `next.${kind}`),
  };
}

/** `《村民委员会组织法》（2018）第二十一条`: a rule's name is the text `rules.<rule>` where there is one. */
export function ruleName({ rule, version, article }: RuleCited, own: Translate): string {
  const name = own.has(`rules.${rule}`) ? own(`rules.${rule}`) : rule;
  return [name, version === undefined ? "" : `(${version})`, article ?? ""].filter((part) => part !== "").join(" ");
}
