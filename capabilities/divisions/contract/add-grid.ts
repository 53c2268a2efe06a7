import { Type } from "typebox";
import { defineAction, Field } from "#platform/contract.ts";
import { GRID_NAME_LENGTH } from "./division-views.ts";

export const addGrid = defineAction({
  name: "divisions/add-grid",
  summary: "Adds a grid below a village or community.",
  input: {
    divisionCode: Type.String({ pattern: "^[0-9]{12}$", control: "hidden" }),
    name: Field.line(GRID_NAME_LENGTH.min, GRID_NAME_LENGTH.max),
    from: Field.date(),
  },
  output: Type.Object({ id: Type.String() }),
  refusals: { "division-ended": "conflict" },
});
