import { Type } from "typebox";
import { defineQuery } from "#platform/contract.ts";
import { Area, AreaOption, GroupLine } from "./person-views.ts";

export const listGroups = defineQuery({
  name: "register/list-groups",
  summary: "Villagers' small groups, buildings and neighbourhoods with their households and persons, as numbers.",
  input: { area: Type.Optional(Area) },
  output: Type.Object({ groups: Type.Array(GroupLine), areas: Type.Array(AreaOption), may: Type.Array(Type.String()) }),
});
