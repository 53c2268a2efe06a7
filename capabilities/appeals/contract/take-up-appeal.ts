import { Type } from "typebox";
import { defineAction, Field } from "#platform/contract.ts";
import { States } from "./appeal-views.ts";

export const takeUpAppeal = defineAction({
  name: "appeals/take-up-appeal",
  summary: "Takes up an imported historic appeal: it becomes a case with deadlines from now on.",
  input: {
    id: Field.id(),
  },
  output: Type.Object({ state: Field.choice(...States) }),
  refusals: { "not-historic": "conflict" },
});
