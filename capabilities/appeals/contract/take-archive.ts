import { Type } from "typebox";
import { defineQuery, Field } from "#platform/contract.ts";

export const takeArchive = defineQuery({
  name: "appeals/take-archive",
  summary:
    "One file of an archiving: at most 8,192 lines, each with its leaf. JSON holds the roots of all files besides, so that one alone is proved by the sum on the record.",
  input: { id: Field.id(), part: Type.Integer({ minimum: 1, maximum: 100_000 }), format: Field.choice("csv", "json") },
  output: Type.Object({ fileName: Type.String(), mediaType: Type.String(), base64: Type.String() }),
  refusals: { "archiving-not-done": "conflict", "no-such-part": "invalid" },
});
