import { Type } from "typebox";
import { defineAction, Field } from "#platform/contract.ts";

export const signInitiative = defineAction({
  name: "meetings/sign-initiative",
  summary: "Signs an initiative, as somebody on the roll it is counted against. Once a person.",
  input: { id: Field.id() },
  output: Type.Object({ id: Type.String(), signed: Type.Integer() }),
  refusals: {
    "not-joined": "conflict",
    "not-on-roll": "forbidden",
    "signed-already": "conflict",
    "initiative-state": "conflict",
  },
});
