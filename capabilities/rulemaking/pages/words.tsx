import type { OutputOf } from "#platform/contract.ts";
import { StatusTag, useSetting, useTenantPath, useText, type Tone } from "#ui-kit/index.ts";
import type { readDraft } from "../contract/read-draft.ts";

export type View = OutputOf<typeof readDraft>;
type State = View["draft"]["state"];

export function toneOf(state: State): Tone {
  if (state === "done") return "good";
  return state === "returned" ? "bad" : state === "given-up" ? "neutral" : "info";
}

export function DraftState({ state }: { readonly state: State }) {
  const t = useText("rulemaking");
  return <StatusTag tone={toneOf(state)}>{t(`states.${state}`)}</StatusTag>;
}

/** What a gate rests on: each fact with its sign, its sentence, and the way to where it stands. */
export function Facts({ facts }: { readonly facts: View["steps"][number]["facts"] }) {
  const t = useText("rulemaking");
  const path = useTenantPath();
  const { locale } = useSetting().texts;
  if (facts.length === 0) return undefined;
  return (
    <ul className="reasons">
      {facts.map((fact) => (
        <li key={fact.sentence}>
          <StatusTag tone={fact.met ? "good" : "warn"}>{t(fact.met ? "facts.met" : "facts.missing")}</StatusTag>{" "}
          {locale === "en" ? fact.sentenceEn : fact.sentence}{" "}
          {fact.path === null ? undefined : <a href={path(fact.path)}>{t("facts.open")}</a>}
        </li>
      ))}
    </ul>
  );
}

/** `第三条`, or the whole. */
export function useArticleName(): (article: number) => string {
  const t = useText("rulemaking");
  return (article) => (article === 0 ? t("whole") : t("articleName", { article }));
}

/** Articles with their numbers, from one. */
export function numbered(articles: View["articles"]) {
  return articles.map((article, place) => ({ number: place + 1, article }));
}
