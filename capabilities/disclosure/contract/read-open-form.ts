import { Type } from "typebox";
import { defineQuery, Field } from "#platform/contract.ts";
import { Option } from "./disclosure-views.ts";

export const readOpenForm = defineQuery({
  name: "disclosure/read-open-form",
  summary: "What an official may open a duty for: their places, and the entries of the place's catalogue that are due at once.",
  input: { area: Type.Optional(Field.path(0)) },
  output: Type.Object({ areas: Type.Array(Option), area: Type.String(), entries: Type.Array(Option) }),
});
