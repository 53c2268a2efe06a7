import { Type } from "typebox";
import { defineQuery, Field } from "#platform/contract.ts";

export const listNotices = defineQuery({
  name: "accounts/list-notices",
  summary: "The reader’s notices, newest first (at most 100).",
  input: {},
  output: Type.Object({
    notices: Type.Array(
      Type.Object({
        id: Type.String(),
        topic: Type.String(),
        params: Type.Record(Type.String(), Type.Union([Type.String(), Type.Number(), Type.Boolean(), Type.Null()])),
        path: Type.String(),
        createdAt: Field.instant(),
        readAt: Type.Union([Field.instant(), Type.Null()]),
      }),
    ),
  }),
});
