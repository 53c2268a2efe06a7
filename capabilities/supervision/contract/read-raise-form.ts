import { Type } from "typebox";
import { defineQuery } from "#platform/contract.ts";
import { about, Nullable, Option } from "./matter-views.ts";

export const readRaiseForm = defineQuery({
  name: "supervision/read-raise-form",
  summary: "What a form needs to object, ask or complain: what it is about, who must answer and by when.",
  input: { about: Type.Optional(about()) },
  output: Type.Object({
    thing: Nullable(
      Type.Object({
        title: Type.String(),
        page: Type.String(),
        organization: Type.String(),
        area: Type.String(),
        open: Type.Boolean(),
      }),
    ),
    /** Places whose committee the reader may ask. */
    areas: Type.Array(Option),
    may: Type.Array(Type.String()),
  }),
});
