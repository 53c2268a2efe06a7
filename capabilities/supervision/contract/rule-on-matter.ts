import { defineAction, Field } from "#platform/contract.ts";
import { Acted, STEP_REFUSALS } from "./matter-views.ts";

export const ruleOnMatter = defineAction({
  name: "supervision/rule-on-matter",
  summary:
    "The township has looked into it: upheld, with a day by which it must be put right, or not upheld; public, with what was found.",
  input: { id: Field.id(), upheld: Field.choice("yes", "no"), ruling: Field.text(10, 2_000) },
  output: Acted,
  refusals: STEP_REFUSALS,
});
