import { Type } from "typebox";
import { defineAction, Field } from "#platform/contract.ts";
import { Floor } from "./roll-views.ts";

export const addOwner = defineAction({
  name: "rolls/add-owner",
  summary:
    "Enters premises of a residential quarter with their exclusive floor area (whole 1/100 m²) and the one owner who counts for them; of co-owners the one they named.",
  input: {
    groupId: Field.id(),
    personId: Field.id(),
    premises: Field.line(1, 60),
    floorDm2: Floor(),
    from: Field.date(),
    ground: Field.line(2, 200),
  },
  output: Type.Object({ id: Type.String(), groupId: Type.String() }),
  refusals: { "not-of-community": "conflict", "premises-taken": "conflict" },
});
