import { Type } from "typebox";
import { defineQuery, Field } from "#platform/contract.ts";
import { ItemView, Nullable, Option } from "./disclosure-views.ts";

export const readCatalogue = defineQuery({
  name: "disclosure/read-catalogue",
  summary: "What a village or community must publish, how often, by whom and by which article; and where each entry stands now.",
  input: { area: Type.Optional(Field.path(0)) },
  output: Type.Object({
    areas: Type.Array(Option),
    area: Type.String(),
    rule: Nullable(Type.Object({ id: Type.String(), title: Type.String(), version: Type.Integer(), law: Type.String() })),
    entries: Type.Array(
      Type.Object({
        id: Type.String(),
        title: Type.String(),
        titleEn: Type.String(),
        subject: Type.String(),
        period: Type.String(),
        days: Type.Integer(),
        article: Type.String(),
        owner: Type.String(),
        /** The duty that is due next, and the last one published. */
        next: Nullable(ItemView),
        last: Nullable(ItemView),
      }),
    ),
  }),
});
