import { Type } from "typebox";
import { defineQuery, Field } from "#platform/contract.ts";
import { Area, AreaOption, DELEGATE_KINDS, Nullable } from "./roll-views.ts";

export const listDelegates = defineQuery({
  name: "rolls/list-delegates",
  summary:
    "Villagers' representatives, residents' delegates and delegates of the collective of a place, with the women among them and the households behind each.",
  input: { area: Type.Optional(Area) },
  output: Type.Object({
    delegates: Type.Array(
      Type.Object({
        id: Type.String(),
        kind: Field.choice(...DELEGATE_KINDS),
        personId: Type.String(),
        name: Type.String(),
        woman: Type.Boolean(),
        area: Type.String(),
        group: Type.String(),
        households: Type.Integer(),
        from: Field.date(),
      }),
    ),
    women: Type.Integer(),
    /** What the law's default says of how those of a village are made up, figure by figure. */
    composition: Type.Array(
      Type.Object({
        kind: Field.choice(...DELEGATE_KINDS),
        met: Nullable(Type.Boolean()),
        sentence: Type.String(),
        sentenceEn: Type.String(),
        article: Nullable(Type.String()),
      }),
    ),
    areas: Type.Array(AreaOption),
    may: Type.Array(Type.String()),
  }),
});
