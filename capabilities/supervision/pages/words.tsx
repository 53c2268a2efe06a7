import type { OutputOf } from "#platform/contract.ts";
import { StatusTag, useText, type Tone } from "#ui-kit/index.ts";
import type { readMatter } from "../contract/read-matter.ts";

export type View = OutputOf<typeof readMatter>;
export type Matter = View["matter"];

const TONES: Readonly<Record<Matter["step"], Tone>> = {
  waiting: "info",
  explained: "neutral",
  righting: "warn",
  righted: "good",
  upward: "warn",
  dismissed: "neutral",
};

/** What is late says so before anything else. */
export function toneOf({ step, late }: Pick<Matter, "step" | "late">): Tone {
  return late ? "bad" : TONES[step];
}

export function stepKey({ step, late }: Pick<Matter, "step" | "late">): string {
  return late ? `${step}-late` : step;
}

export function MatterStep({ matter }: { readonly matter: Pick<Matter, "step" | "late"> }) {
  const t = useText("supervision");
  return <StatusTag tone={toneOf(matter)}>{t(`states.${stepKey(matter)}`)}</StatusTag>;
}
