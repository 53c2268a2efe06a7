import { Type } from "typebox";
import { defineQuery } from "#platform/contract.ts";
import { Change, CorrectionView, KinView, Nullable } from "./person-views.ts";
import { PersonEntry } from "./read-person.ts";

export const readOwnEntry = defineQuery({
  name: "register/read-own-entry",
  summary: "What the register holds of the reader, whole, and every change of it.",
  input: {},
  output: Type.Object({
    person: Nullable(PersonEntry),
    changes: Type.Array(Change),
    corrections: Type.Array(CorrectionView),
    kin: Type.Array(KinView),
    may: Type.Array(Type.String()),
  }),
});
