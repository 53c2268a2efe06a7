import { Type } from "typebox";
import { defineQuery, Field } from "#platform/contract.ts";

const Post = Type.Object({ id: Type.String(), title: Type.String(), name: Type.String(), unit: Type.String() });

export const listSubstitutes = defineQuery({
  name: "cases/list-substitutes",
  summary: "Who stands in for whom in the reader's organizations, now and to come, and the posts it may be arranged for.",
  input: {},
  output: Type.Object({
    substitutions: Type.Array(
      Type.Object({
        id: Type.String(),
        post: Post,
        substitute: Post,
        from: Field.instant(),
        to: Field.instant(),
        now: Type.Boolean(),
        mayEnd: Type.Boolean(),
      }),
    ),
    /** Posts the reader may arrange it for: their own, or all of the organization for its steward. */
    posts: Type.Array(Post),
    /** Posts that may stand in. */
    colleagues: Type.Array(Post),
  }),
});
