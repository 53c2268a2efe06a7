import { Type } from "typebox";
import { defineQuery, Field } from "#platform/contract.ts";
import { Nullable, Option } from "./meeting-views.ts";

export const readAttendance = defineQuery({
  name: "meetings/read-attendance",
  summary:
    "The names on a meeting's roll and who of them is here, for whoever runs it; and where two entries of the paper sheet differ.",
  input: { id: Field.id(), q: Type.Optional(Field.line(0, 40)) },
  output: Type.Object({
    title: Type.String(),
    open: Type.Boolean(),
    /** Where those due are signed in, below the tenant, if a store of its own alone knows them. */
    /** Who is due is known to a store of its own; the page that signs them in is shown to those who keep it. */
    closed: Type.Boolean(),
    closedPage: Nullable(Type.String()),
    /** Does the rule admit written mandates? */
    proxies: Type.Boolean(),
    due: Type.Array(
      Type.Object({
        id: Type.String(),
        name: Type.String(),
        household: Type.String(),
        here: Nullable(Field.choice("list", "sheet", "proxy", "code")),
        holder: Type.String(),
        /** Of an owner: what their ballot bears, in whole 1/100 m². */
        floorDm2: Nullable(Type.Integer()),
      }),
    ),
    persons: Type.Integer(),
    here: Type.Integer(),
    floorDm2: Nullable(Type.Object({ due: Type.Integer(), here: Type.Integer() })),
    sheet: Type.Object({
      /** What the reader typed, how many people typed it, and who is on one of their lists only. */
      own: Type.Array(Type.String()),
      entries: Type.Integer(),
      differ: Type.Array(Type.Object({ id: Type.String(), name: Type.String() })),
    }),
    /** Items not yet voted, from whose vote somebody here may step aside. */
    items: Type.Array(Option),
    may: Type.Array(Type.String()),
  }),
  refusals: { "reading-limit": "too-many" },
});
