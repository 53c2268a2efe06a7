import { Type } from "typebox";
import { defineAction, Field } from "#platform/contract.ts";

export const refuseCorrection = defineAction({
  name: "register/refuse-correction",
  summary: "Answers a request to put an entry right with a no and its reason; the resident is told.",
  input: { correctionId: Field.id(), answer: Field.text(4, 500) },
  output: Type.Object({ id: Type.String() }),
  refusals: { "correction-decided": "conflict", "own-entry": "forbidden" },
});
