import { StepList, useText } from "#ui-kit/index.ts";

const STEPS = ["place", "name", "administrator"] as const;

export function SetUpSteps({ now }: { readonly now: (typeof STEPS)[number] }) {
  const t = useText("setup");
  const place = STEPS.indexOf(now);
  const state = (index: number) => (index < place ? "done" : index === place ? "now" : "ahead");
  return <StepList steps={STEPS.map((key, index) => ({ key, words: t(`steps.${key}`), state: state(index) }))} />;
}
