import { Type } from "typebox";
import { defineAction, Field } from "#platform/contract.ts";

export const decideOpening = defineAction({
  name: "appeals/decide-opening",
  summary: "A second person agrees to open a sealed identity, or declines; whoever raised the appeal is told at once.",
  input: { id: Field.id(), agreed: Type.Boolean() },
  output: Type.Object({ state: Field.choice("open", "declined") }),
  refusals: {
    "opening-decided": "conflict",
    "same-person": "forbidden",
    "opener-handles": "forbidden",
    "no-sealing-rule": "conflict",
  },
});
