import { Type } from "typebox";
import { defineQuery, Field } from "#platform/contract.ts";
import { Option } from "./disclosure-views.ts";

export const listOverdue = defineQuery({
  name: "disclosure/list-overdue",
  summary: "Everything of everybody that should have been done by now and was not, the longest late first.",
  input: { area: Type.Optional(Field.path(0)) },
  output: Type.Object({
    late: Type.Array(
      Type.Object({
        /** What was to be done: publish, review, reply, rule, correct, or what another part of the house calls it. */
        what: Type.String(),
        title: Type.String(),
        /** How many at once, where they are not told one by one. */
        count: Type.Optional(Type.Integer()),
        area: Type.String(),
        /** Who owes it. */
        who: Type.String(),
        dueOn: Field.date(),
        daysLate: Type.Integer(),
        /** Below the tenant. */
        page: Type.String(),
      }),
    ),
    areas: Type.Array(Option),
  }),
});
