import { Type } from "typebox";
import { defineQuery, Field } from "#platform/contract.ts";
import { ChargeFacts, DECISIONS, GROUNDS, Nullable, Number, VERDICTS } from "./mandate-views.ts";

const Paper = Type.Object({ id: Type.String(), name: Type.String(), photo: Type.Boolean() });

export const readCharge = defineQuery({
  name: "mandates/read-charge",
  summary: "One charge: who owns it by which power, what is asked, and what was reported and judged, each time.",
  input: { number: Number, place: Type.Integer({ minimum: 1, maximum: 10_000 }) },
  output: Type.Object({
    charge: ChargeFacts,
    text: Type.String(),
    /** Handed down with it; empty: the owner uses its own. */
    means: Type.String(),
    evidence: Type.String(),
    wantsPapers: Type.Boolean(),
    judgeDue: Nullable(Field.date()),
    liftedWhy: Type.String(),
    /** The power by which the owner was chosen. */
    power: Type.Object({ matter: Type.String(), act: Type.String(), means: Type.String(), rule: Type.String() }),
    /** What the owner objected, and what the giver decided. */
    objection: Nullable(
      Type.Object({
        ground: Field.choice(...GROUNDS),
        why: Type.String(),
        on: Field.date(),
        decideBy: Field.date(),
        verdict: Nullable(Field.choice(...DECISIONS)),
        opinion: Type.String(),
        decidedOn: Nullable(Field.date()),
      }),
    ),
    reports: Type.Array(
      Type.Object({
        version: Type.Integer(),
        report: Type.String(),
        on: Field.date(),
        verdict: Nullable(Field.choice(...VERDICTS)),
        opinion: Type.String(),
        judgedOn: Nullable(Field.date()),
        papers: Type.Array(Paper),
      }),
    ),
    /** What of it is on the record, the newest last. */
    publications: Type.Array(
      Type.Object({
        kind: Field.choice("report", "judgement", "objection", "decision", "lifting"),
        version: Type.Integer(),
        on: Field.date(),
      }),
    ),
    may: Type.Array(Type.String()),
  }),
});
