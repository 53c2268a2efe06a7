import { Type } from "typebox";
import { defineAction, Field } from "../../../../platform/contract.ts";

export const judgeOutcome = defineAction({
  name: "sample/judge-outcome",
  summary: "Says whether an invented matter was settled.",
  input: { matterId: Field.id(), settled: Field.choice("yes", "partly", "no"), words: Type.Optional(Field.text(0, 500)) },
  output: Type.Object({}),
});

export const withdrawMatter = defineAction({
  name: "sample/withdraw-matter",
  summary: "Withdraws an invented matter.",
  input: { matterId: Field.id() },
  output: Type.Object({}),
});
