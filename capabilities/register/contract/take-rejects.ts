import { Type } from "typebox";
import { defineAction, Field } from "#platform/contract.ts";

export const takeRejects = defineAction({
  name: "register/take-rejects",
  summary: "The rows of an import that were not taken in, as CSV with line and reason, to be mended and sent again.",
  input: { id: Field.id(), locale: Type.Optional(Field.choice("zh-CN", "en")) },
  output: Type.Object({ fileName: Type.String(), mediaType: Type.String(), base64: Type.String() }),
  refusals: { "no-rejects": "conflict" },
});
