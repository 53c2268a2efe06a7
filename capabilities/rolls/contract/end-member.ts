import { Type } from "typebox";
import { defineAction, Field } from "#platform/contract.ts";
import { MEMBER_ENDS } from "./roll-views.ts";

export const endMember = defineAction({
  name: "rolls/end-member",
  summary: "Ends a membership of the collective on a ground the law knows; study, work, divorce or widowhood is none.",
  input: { id: Field.id(), how: Field.choice(...MEMBER_ENDS), on: Field.date(), ground: Field.line(2, 200) },
  output: Type.Object({ id: Type.String() }),
  refusals: { "member-ended": "conflict" },
});
