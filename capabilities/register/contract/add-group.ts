import { Type } from "typebox";
import { defineAction, Field } from "#platform/contract.ts";
import { Area } from "./person-views.ts";

export const GROUP_KINDS = ["villagers-group", "building", "neighbourhood"] as const;

export const addGroup = defineAction({
  name: "register/add-group",
  summary: "Enters a villagers' small group, a building or a neighbourhood of a village or community.",
  input: { kind: Field.choice(...GROUP_KINDS), name: Field.line(1, 40), area: Area, from: Field.date() },
  output: Type.Object({ id: Type.String() }),
});
