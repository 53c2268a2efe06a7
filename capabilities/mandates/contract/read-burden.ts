import { Type } from "typebox";
import { defineQuery } from "#platform/contract.ts";

export const readBurden = defineQuery({
  name: "mandates/read-burden",
  summary: "How many charges each place was given in a year, and how they stand: what burdens it, counted for everybody.",
  input: { year: Type.Optional(Type.Integer({ minimum: 2000, maximum: 2199 })) },
  output: Type.Object({
    year: Type.Integer(),
    /** Years that have any, the newest first. */
    years: Type.Array(Type.Integer()),
    places: Type.Array(
      Type.Object({
        path: Type.String(),
        area: Type.String(),
        given: Type.Integer(),
        open: Type.Integer(),
        late: Type.Integer(),
        accepted: Type.Integer(),
        lifted: Type.Integer(),
      }),
    ),
  }),
});
