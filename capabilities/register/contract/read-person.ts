import { Type } from "typebox";
import { defineQuery, Field } from "#platform/contract.ts";
import { Change, CorrectionView, KinView, Nullable, RELATIONS, SEXES, STANDINGS, STATES } from "./person-views.ts";

export const PersonEntry = Type.Object({
  id: Type.String(),
  version: Type.Integer(),
  name: Type.String(),
  sex: Nullable(Field.choice(...SEXES)),
  bornOn: Nullable(Field.date()),
  age: Nullable(Type.Integer()),
  /** Masked: the whole number is shown by an act of its own, with a reason. */
  phone: Type.String(),
  identityNumber: Type.String(),
  address: Type.String(),
  area: Type.String(),
  path: Type.String(),
  household: Nullable(Type.Object({ id: Type.String(), number: Type.String() })),
  relation: Field.choice("", ...RELATIONS),
  group: Type.String(),
  standing: Field.choice(...STANDINGS),
  proofLevel: Type.Integer({ minimum: 0, maximum: 2 }),
  hasAccount: Type.Boolean(),
  state: Field.choice(...STATES),
  endedOn: Nullable(Field.date()),
  joinedAt: Field.instant(),
});

export const readPerson = defineQuery({
  name: "register/read-person",
  summary: "One person's entry with what was changed, by whom, from what ground; the reading is recorded.",
  input: { id: Field.id() },
  output: Type.Object({
    person: PersonEntry,
    changes: Type.Array(Change),
    corrections: Type.Array(CorrectionView),
    /** For whoever keeps the entry: it is read by nobody who does not need it. */
    kin: Type.Array(KinView),
    may: Type.Array(Type.String()),
  }),
  refusals: { "reading-limit": "too-many" },
});
