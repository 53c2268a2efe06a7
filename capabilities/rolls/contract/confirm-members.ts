import { Type } from "typebox";
import { defineAction, Field } from "#platform/contract.ts";
import { Area, MEMBER_WAYS, MOST_AT_ONCE } from "./roll-views.ts";

export const confirmMembers = defineAction({
  name: "rolls/confirm-members",
  summary: "Enters persons of a village whom its collective confirmed as members, by the decision that did.",
  input: {
    area: Area,
    personIds: Type.Array(Field.id(), { minItems: 1, maxItems: MOST_AT_ONCE, uniqueItems: true, control: "choices" }),
    way: Field.choice(...MEMBER_WAYS),
    from: Field.date(),
    ground: Field.line(2, 200),
  },
  output: Type.Object({ entered: Type.Integer() }),
  refusals: { "not-of-village": "conflict", "member-already": "conflict" },
});
