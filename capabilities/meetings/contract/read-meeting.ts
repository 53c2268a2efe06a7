import { Type } from "typebox";
import { defineQuery, Field } from "#platform/contract.ts";
import { ItemView, MeetingFacts, Named, Nullable, ReasonView } from "./meeting-views.ts";

export const readMeeting = defineQuery({
  name: "meetings/read-meeting",
  summary:
    "One meeting: notice, agenda and papers, how many are due and here, the quorum, each item with its verdict and all its reasons, what was published.",
  input: { id: Field.id() },
  output: Type.Object({
    meeting: MeetingFacts,
    kindName: Named,
    chair: Type.String(),
    noticeDay: Field.date(),
    /** The last lawful day of the notice, where the rule asks for one. */
    latestNotice: Nullable(Field.date()),
    rule: Type.Object({
      title: Type.String(),
      version: Type.Integer(),
      decides: Type.String(),
      edition: Type.String(),
      text: Type.String(),
      tellers: Type.Integer(),
      proxies: Type.Boolean(),
    }),
    /** How many are to be chosen; null: nobody. */
    seats: Nullable(Type.Integer()),
    facts: Type.Array(Named),
    roll: Type.Object({
      id: Nullable(Type.String()),
      persons: Type.Integer(),
      women: Type.Integer(),
      households: Type.Integer(),
      /** Of owners: their floor area in whole 1/100 m²; null where none is counted. */
      floorDm2: Nullable(Type.Integer()),
      sha256: Type.String(),
    }),
    here: Type.Object({
      persons: Type.Integer(),
      households: Type.Integer(),
      proxies: Type.Integer(),
      floorDm2: Nullable(Type.Integer()),
    }),
    quorum: Type.Object({
      held: Nullable(Type.Boolean()),
      figure: Type.Integer(),
      outOf: Type.Integer(),
      threshold: Nullable(Type.Integer()),
      /** The second denominator of owners, in whole 1/100 m². */
      floor: Nullable(Type.Object({ figure: Type.Integer(), outOf: Type.Integer(), threshold: Nullable(Type.Integer()) })),
    }),
    reasons: Type.Array(ReasonView),
    items: Type.Array(ItemView),
    papers: Type.Array(Type.Object({ id: Type.String(), name: Type.String(), purpose: Field.choice("agenda", "signed") })),
    /** Is the reader due, and here? Null for whoever is no person of this place. */
    own: Nullable(Type.Object({ here: Type.Boolean() })),
    /** The code by which those in the hall sign themselves in now: for whoever runs the meeting. Empty before its day. */
    door: Nullable(Type.String()),
    discussion: Type.String(),
    endedWhy: Type.String(),
    publications: Type.Array(
      Type.Object({
        kind: Field.choice("notice", "result"),
        version: Type.Integer(),
        reason: Type.String(),
        on: Field.date(),
      }),
    ),
    may: Type.Array(Type.String()),
  }),
});
