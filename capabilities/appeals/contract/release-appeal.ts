import { Type } from "typebox";
import { defineAction, Field } from "#platform/contract.ts";

export const releaseAppeal = defineAction({
  name: "appeals/release-appeal",
  summary: "Releases a text to the public list, after a person took out what is nobody’s business.",
  input: {
    id: Field.id(),
    title: Field.line(2, 120),
    text: Field.text(2, 20_000),
    answer: Type.Optional(Field.text(0, 20_000)),
  },
  output: Type.Object({ public: Type.Boolean() }),
  refusals: { "barred-not-released": "forbidden", "release-stopped": "forbidden" },
});
