import type { OutputOf } from "#platform/contract.ts";
import { useSetting, useText, type Figure } from "#ui-kit/index.ts";
import type { readRates, RateFormula } from "../contract/read-rates.ts";

/** The rates of all together, each with how it is counted. */
export function useRateFigures(href: string): (rates: OutputOf<typeof readRates>) => Figure[] {
  const t = useText("appeals");
  const nameOf = useRateName();
  return ({ rule, total }) =>
    rule.rates.map((formula, index) => {
      const { of = 0, over = 0, percent = null } = total[index] ?? {};
      return {
        key: formula.key,
        label: nameOf(formula),
        value: percent === null ? t("rates.tooFew") : `${percent}%`,
        href,
        definition: t("rates.share", { of, over, definition: definitionOf(formula, t) }),
      };
    });
}

/** What a rate is called in the reader's language. */
export function useRateName() {
  const { texts } = useSetting();
  return ({ name, nameEn }: RateFormula) => (texts.locale === "en" && nameEn !== "" ? nameEn : name);
}

function definitionOf({ of, over }: RateFormula, t: ReturnType<typeof useText>): string {
  const words = (measures: readonly string[]) => measures.map((measure) => t(`rates.measures.${measure}`)).join(" + ");
  return `${words(of)} ÷ ${words(over)}`;
}
