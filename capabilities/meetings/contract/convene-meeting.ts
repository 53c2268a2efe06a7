import { Type } from "typebox";
import { defineAction, Field } from "#platform/contract.ts";
import { MAX_ITEMS, MAX_PAPERS } from "./meeting-views.ts";

export const conveneMeeting = defineAction({
  name: "meetings/convene-meeting",
  summary:
    "Calls a meeting: freezes the roll of those due, gives notice today, and puts both on the record. Refused where the notice is too short.",
  input: {
    kind: Field.line(1, 60),
    area: Field.path(1),
    groupId: Type.Optional(Field.id()),
    due: Type.String({ minLength: 1, maxLength: 60, pattern: "^[a-z][a-z0-9-]*$", control: "choice" }),
    convener: Field.id(),
    title: Field.line(4, 80),
    meetsAt: Field.instant(),
    place: Field.line(2, 80),
    chair: Field.line(2, 40),
    items: Type.Optional(
      Type.Array(
        Type.Object({
          title: Field.line(2, 80),
          wording: Field.text(4, 2_000),
          /** The case it is about: then title, wording and matter are the case's own. */
          caseNumber: Type.Optional(Type.String({ maxLength: 40, pattern: "^[0-9A-Z-]*$", control: "hidden" })),
          matter: Type.Optional(Type.String({ maxLength: 60, pattern: "^[a-z0-9-]*$", control: "choice" })),
        }),
        { maxItems: MAX_ITEMS },
      ),
    ),
    /** Of a meeting that chooses: how many, and of whom. Its items are made of them. */
    seats: Type.Optional(Type.Integer({ minimum: 1, maximum: MAX_ITEMS })),
    candidateIds: Type.Optional(Type.Array(Field.id(), { maxItems: MAX_ITEMS, uniqueItems: true, control: "choices" })),
    /** What somebody holds by having been chosen and is to be recalled from. */
    recallId: Type.Optional(Field.id()),
    facts: Type.Optional(Type.Array(Field.line(1, 60), { maxItems: 10, control: "choices" })),
    /** The initiative this meeting answers: reached, of its kind and place, with its item on the agenda. */
    initiativeId: Type.Optional(Field.id()),
    paperIds: Type.Optional(Type.Array(Field.id(), { maxItems: MAX_PAPERS, control: "files", purpose: "meetings/agenda" })),
  },
  output: Type.Object({
    id: Type.String(),
    due: Type.Integer(),
    rollSha256: Type.String(),
    /** Those told in their inbox; the others read the notice on the board. */
    told: Type.Integer(),
  }),
  refusals: {
    "election-not-offered": "conflict",
    "kind-not-here": "conflict",
    "roll-not-drawn": "conflict",
    "not-convener": "conflict",
    "no-charter": "conflict",
    "owners-committee-convenes": "conflict",
    "notice-too-short": "conflict",
    "rule-looser": "conflict",
    "no-rule": "conflict",
    "roll-empty": "conflict",
    "not-party-post": "conflict",
    "birth-dates-missing": "conflict",
    "item-beyond-power": "conflict",
    "seats-range": "conflict",
    "no-such-holder": "conflict",
    "no-such-case": "conflict",
    "another-text": "conflict",
    "decided-elsewhere": "conflict",
    "initiative-state": "conflict",
    "another-meeting": "conflict",
    "item-not-on-agenda": "conflict",
    "paper-not-yours": "invalid",
  },
});
