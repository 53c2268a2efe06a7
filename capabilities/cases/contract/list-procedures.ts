import { Type } from "typebox";
import { defineQuery, Field } from "#platform/contract.ts";
import { VersionView } from "./procedure-views.ts";

export const listProcedures = defineQuery({
  name: "cases/list-procedures",
  summary: "The procedures of this tenant with their versions, and to whoever enacts them the drafts.",
  input: {},
  output: Type.Object({
    procedures: Type.Array(
      Type.Object({
        key: Type.String(),
        title: Type.String(),
        titleEn: Type.String(),
        /** The newest first. */
        versions: Type.Array(VersionView),
      }),
    ),
    drafts: Type.Array(
      Type.Object({
        id: Type.String(),
        key: Type.String(),
        title: Type.String(),
        madeAt: Field.instant(),
        madeBy: Type.String(),
      }),
    ),
    /** Procedures of which this version of the house ships a drawing that was never enacted here; for whoever enacts. */
    offers: Type.Array(Type.String()),
    /** Rules in force whose parameters may give a new procedure's deadlines; for whoever enacts. */
    rules: Type.Array(Type.Object({ key: Type.String(), title: Type.String(), titleEn: Type.String() })),
    may: Type.Array(Type.String()),
  }),
});
