import { Type } from "typebox";
import { defineQuery } from "#platform/contract.ts";
import { Area, AreaOption, RollFacts } from "./roll-views.ts";

export const listRolls = defineQuery({
  name: "rolls/list-rolls",
  summary: "Rolls frozen for meetings, the newest version of each: figures and hash, no name.",
  input: { area: Type.Optional(Area) },
  output: Type.Object({ rolls: Type.Array(RollFacts), areas: Type.Array(AreaOption), may: Type.Array(Type.String()) }),
});
