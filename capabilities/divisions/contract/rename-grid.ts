import { Type } from "typebox";
import { defineAction, Field } from "#platform/contract.ts";
import { GRID_NAME_LENGTH } from "./division-views.ts";

export const renameGrid = defineAction({
  name: "divisions/rename-grid",
  summary: "Gives a grid another name; what lies in it stays in it.",
  input: { id: Field.id(), name: Field.line(GRID_NAME_LENGTH.min, GRID_NAME_LENGTH.max) },
  output: Type.Object({ id: Type.String() }),
  refusals: { "grid-ended": "conflict" },
});
