import { Type } from "typebox";
import { defineAction, Field } from "#platform/contract.ts";

export const beginDraft = defineAction({
  name: "disclosure/begin-draft",
  summary: "Begins the draft of a duty from data already in the house: each source chosen gives a part that can be edited.",
  input: {
    id: Field.id(),
    sources: Type.Optional(Type.Array(Field.line(1, 60), { maxItems: 10, control: "choices" })),
  },
  output: Type.Object({ id: Type.String(), sections: Type.Integer() }),
  refusals: { "item-step": "conflict" },
});
