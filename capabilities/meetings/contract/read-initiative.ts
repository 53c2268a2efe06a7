import { Type } from "typebox";
import { defineQuery, Field } from "#platform/contract.ts";
import { InitiativeView } from "./initiative-views.ts";
import { Nullable, Option } from "./meeting-views.ts";

export const readInitiative = defineQuery({
  name: "meetings/read-initiative",
  summary: "One initiative: how many signed of how many, whether the reader did; names for the desk that enters paper.",
  input: { id: Field.id() },
  output: Type.Object({
    initiative: InitiativeView,
    /** Where what was asked for stands, below the tenant; null where it is a meeting, or nothing followed yet. */
    page: Nullable(Type.String()),
    ownSigned: Type.Boolean(),
    /** On the roll and not signed yet, with names; for whoever enters paper. */
    unsigned: Type.Array(Option),
    /** Meetings it could be answered by. */
    meetings: Type.Array(Option),
    may: Type.Array(Type.String()),
  }),
});
