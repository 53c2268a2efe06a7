import { Type } from "typebox";
import { defineQuery, Field } from "#platform/contract.ts";
import { Nullable } from "./appeal-views.ts";

/** What another tenant may ask: to rule on a dispute, to come and help. */
export const RELATIONS = ["appeals.dispute", "appeals.whistle"] as const;

const Unit = Type.Object({
  organizationId: Type.String(),
  name: Type.String(),
  matterName: Type.String(),
  level: Type.String(),
  means: Type.String(),
  rule: Type.String(),
});

export const readRequest = defineQuery({
  name: "appeals/read-request",
  summary: "What another tenant asks about an appeal of its own: the facts and words its message carries, and nothing else.",
  input: {
    id: Field.id(),
    /** The units of this matter: what a clerk sees who chooses another than the asker's. */
    matter: Type.Optional(Type.String({ maxLength: 60, pattern: "^[a-z0-9-]*$" })),
  },
  output: Type.Object({
    id: Type.String(),
    number: Type.String(),
    caseId: Type.String(),
    relation: Field.choice(...RELATIONS),
    state: Field.choice("open", "ended", "withdrawn"),
    /** Who asks, and the number of the appeal there. */
    tenant: Type.String(),
    askedNumber: Type.String(),
    sentAt: Field.instant(),
    /** When the asker goes on without an answer. */
    waitsUntil: Nullable(Field.instant()),
    /** When the open step here is due. */
    dueAt: Nullable(Field.instant()),
    answeredAt: Nullable(Field.instant()),
    matter: Type.String(),
    matterName: Type.String(),
    tier: Type.String(),
    /** The asker's unit: the one that disputes, or the lead that calls. */
    unit: Type.String(),
    /** The article the disputing unit cites. */
    article: Type.String(),
    wanted: Type.String(),
    /** The bureau it was given to. */
    lead: Type.String(),
    words: Type.Array(Type.Object({ name: Type.String(), text: Type.String() })),
    /** Units of the asker that hold a power over the matter: whom a ruling may name. */
    candidates: Type.Array(Unit),
    /** Units of this tenant with the power over the matter: whom a whistle may be given to. */
    units: Type.Array(Unit),
    chosenMatter: Type.String(),
    matters: Type.Array(Type.Object({ value: Type.String(), name: Type.String(), level: Type.Integer() })),
    answer: Nullable(
      Type.Object({
        outcome: Type.String(),
        unit: Type.String(),
        article: Type.String(),
        by: Type.String(),
        text: Type.String(),
      }),
    ),
    may: Type.Array(Type.String()),
  }),
});
