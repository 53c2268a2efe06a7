import { Type } from "typebox";
import { defineQuery, Field } from "#platform/contract.ts";

export const listTenants = defineQuery({
  name: "accounts/list-tenants",
  summary: "The counties, townships and cities served here, in the order of the tree, a page at a time; or those of a name.",
  input: {
    /** Part of a name. */
    q: Type.Optional(Field.line(0, 40)),
    /** The slug of the last one of the page before. */
    after: Type.Optional(Type.String({ maxLength: 39, pattern: "^[a-z0-9-]*$" })),
  },
  output: Type.Object({
    tenants: Type.Array(Type.Object({ slug: Type.String(), name: Type.String(), nameEn: Type.String() })),
    /** `after` of the next page; null: this is the last. */
    next: Type.Union([Type.String(), Type.Null()]),
  }),
});
