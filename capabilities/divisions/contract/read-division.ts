import { Type } from "typebox";
import { defineQuery } from "#platform/contract.ts";
import { Division, DIVISION_CODE, Grid, Nullable, Succession } from "./division-views.ts";

export const readDivision = defineQuery({
  name: "divisions/read-division",
  summary:
    "One division by its official code, in force or not: its validity, parts, grids, and which codes came before and after.",
  input: { code: Type.String({ pattern: DIVISION_CODE }) },
  output: Type.Object({
    code: Type.String(),
    name: Type.String(),
    level: Division.properties.level,
    path: Type.String(),
    validFrom: Type.String({ format: "date" }),
    validTo: Nullable(Type.String({ format: "date" })),
    inForce: Type.Boolean(),
    source: Type.String(),
    above: Type.Array(Type.Object({ code: Type.String(), name: Type.String() })),
    parts: Type.Array(Type.Object({ code: Type.String(), name: Type.String() })),
    /** Ended ones too, the newest last. */
    grids: Type.Array(Type.Intersect([Grid, Type.Object({ inForce: Type.Boolean() })])),
    names: Type.Array(
      Type.Object({ name: Type.String(), from: Type.String({ format: "date" }), to: Nullable(Type.String({ format: "date" })) }),
    ),
    before: Type.Array(Succession),
    after: Type.Array(Succession),
    /** Actions this reader may do here: `add-grid`. */
    may: Type.Array(Type.String()),
  }),
});
