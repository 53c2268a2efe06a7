import { Type } from "typebox";
import { defineQuery, Field } from "#platform/contract.ts";
import { CHARGE_STATES, ChargeFacts, Nullable, Option } from "./mandate-views.ts";

export const listCharges = defineQuery({
  name: "mandates/list-charges",
  summary:
    "What bodies were charged with, by place, body, state, lateness and words of its title or its document, the newest first.",
  input: {
    q: Type.Optional(Field.line(1, 80)),
    area: Type.Optional(Field.path(1)),
    organization: Type.Optional(Field.id()),
    state: Type.Optional(Field.choice(...CHARGE_STATES, "late")),
    cursor: Type.Optional(Field.cursor()),
  },
  output: Type.Object({
    charges: Type.Array(ChargeFacts),
    count: Type.Integer(),
    next: Nullable(Type.String()),
    areas: Type.Array(Option),
    organizations: Type.Array(Option),
    /** The body for which the reader carries charges out. */
    own: Nullable(Type.String()),
    may: Type.Array(Type.String()),
  }),
  refusals: { "bad-cursor": "invalid" },
});
