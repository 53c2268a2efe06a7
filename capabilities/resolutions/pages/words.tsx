import type { OutputOf } from "#platform/contract.ts";
import { StatusTag, useSetting, useTenantPath, useText, type Tone } from "#ui-kit/index.ts";
import type { readProposal } from "../contract/read-proposal.ts";

export type View = OutputOf<typeof readProposal>;
export type State = View["proposal"]["state"];
export type Step = View["steps"][number];

export function toneOf(state: State): Tone {
  return state === "done" ? "good" : state === "given-up" ? "neutral" : "info";
}

export function ProposalState({ state }: { readonly state: State }) {
  const t = useText("resolutions");
  return <StatusTag tone={toneOf(state)}>{t(`states.${state}`)}</StatusTag>;
}

/** A name in the reader's language. */
export function useNamed(): (named: { readonly name: string; readonly nameEn: string }) => string {
  const { locale } = useSetting().texts;
  return ({ name, nameEn }) => (locale === "en" ? nameEn : name);
}

/** What a gate rests on: each fact with its sign, its sentence, and the way to where it stands. */
export function Facts({ facts }: { readonly facts: Step["facts"] }) {
  const t = useText("resolutions");
  const path = useTenantPath();
  const { locale } = useSetting().texts;
  if (facts.length === 0) return undefined;
  return (
    <ul className="reasons">
      {facts.map((fact) => (
        <li key={fact.sentence}>
          <StatusTag tone={fact.met ? "good" : "warn"}>{t(fact.met ? "facts.met" : "facts.missing")}</StatusTag>{" "}
          {locale === "en" ? fact.sentenceEn : fact.sentence}
          {fact.path === null ? undefined : (
            <>
              {" "}
              <a href={path(fact.path)}>{t("facts.open")}</a>
            </>
          )}
        </li>
      ))}
    </ul>
  );
}
