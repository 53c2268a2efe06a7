import { Type } from "typebox";
import { defineAction, Field } from "#platform/contract.ts";

export const coSignAppeal = defineAction({
  name: "appeals/co-sign-appeal",
  summary: "A resident stands with a released appeal (“me too”): counted, and told of its answer.",
  input: { number: Field.line(1, 40) },
  output: Type.Object({ coSigners: Type.Integer() }),
  refusals: { "no-such-appeal": "invalid", "own-appeal": "conflict", "appeal-over": "conflict" },
});

export const takeBackCoSignature = defineAction({
  name: "appeals/take-back-co-signature",
  summary: "Takes back one’s standing with an appeal; nothing of it is kept.",
  input: { number: Field.line(1, 40) },
  output: Type.Object({ coSigners: Type.Integer() }),
  refusals: { "no-such-appeal": "invalid" },
});
