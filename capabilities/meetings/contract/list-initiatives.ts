import { Type } from "typebox";
import { defineQuery, Field } from "#platform/contract.ts";
import { InitiativeView } from "./initiative-views.ts";
import { Named } from "./meeting-views.ts";

export const listInitiatives = defineQuery({
  name: "meetings/list-initiatives",
  summary: "Who asked for which meeting, how far it is, by when it must be called and what is late.",
  input: { area: Type.Optional(Field.path(1)) },
  output: Type.Object({
    initiatives: Type.Array(InitiativeView),
    /** Kinds the reader's own village or community may be asked for. */
    kinds: Type.Array(Named),
    may: Type.Array(Type.String()),
  }),
});
