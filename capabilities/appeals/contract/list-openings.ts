import { Type } from "typebox";
import { defineQuery } from "#platform/contract.ts";
import { OpeningView } from "./opening-views.ts";

export const listOpenings = defineQuery({
  name: "appeals/list-openings",
  summary: "Openings of sealed identities in the reader's areas, the newest first (at most 100), and the grounds the rule gives.",
  input: {},
  output: Type.Object({
    openings: Type.Array(Type.Object({ number: Type.String(), ...OpeningView.properties })),
    grounds: Type.Array(Type.Object({ key: Type.String(), text: Type.String(), textEn: Type.String() })),
  }),
});
