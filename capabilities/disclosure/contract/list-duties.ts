import { Type } from "typebox";
import { defineQuery } from "#platform/contract.ts";
import { ItemView, Nullable, ObjectionView } from "./disclosure-views.ts";

export const listDuties = defineQuery({
  name: "disclosure/list-duties",
  summary: "What waits for the reader's posts, the first due first: to draft, fix, publish and answer; to review; to rule on.",
  input: {},
  output: Type.Object({
    duties: Type.Array(
      Type.Object({
        item: ItemView,
        /** What is to be done, and by when. */
        act: Type.String(),
        dueOn: Type.String(),
        late: Type.Boolean(),
        objection: Nullable(ObjectionView),
      }),
    ),
    may: Type.Array(Type.String()),
  }),
});
