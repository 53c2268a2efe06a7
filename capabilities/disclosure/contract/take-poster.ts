import { Type } from "typebox";
import { defineQuery, Field } from "#platform/contract.ts";

export const takePoster = defineQuery({
  name: "disclosure/take-poster",
  summary: "What was published as a PDF for the notice board, in Chinese, with the code that leads to its page.",
  input: { id: Field.id(), size: Type.Optional(Field.choice("A4", "A3")) },
  output: Type.Object({ fileName: Type.String(), mediaType: Type.String(), base64: Type.String() }),
  refusals: { "not-published": "conflict" },
});
