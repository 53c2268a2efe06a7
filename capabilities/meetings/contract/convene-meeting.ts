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
    items: Type.Array(
      Type.Object({
        title: Field.line(2, 80),
        wording: Field.text(4, 2_000),
        /** The case it is about: then title, wording and matter are the case's own. */
        caseNumber: Type.Optional(Type.String({ maxLength: 40, pattern: "^[0-9A-Z-]*$", control: "hidden" })),
        matter: Type.Optional(Type.String({ maxLength: 60, pattern: "^[a-z0-9-]*$", control: "choice" })),
      }),
      { minItems: 1, maxItems: MAX_ITEMS },
    ),
    facts: Type.Optional(Type.Array(Field.line(1, 60), { maxItems: 10, control: "choices" })),
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
    "notice-too-short": "conflict",
    "rule-looser": "conflict",
    "no-rule": "conflict",
    "roll-empty": "conflict",
    "not-party-post": "conflict",
    "birth-dates-missing": "conflict",
    "item-beyond-power": "conflict",
    "no-such-case": "conflict",
    "another-text": "conflict",
    "decided-elsewhere": "conflict",
    "paper-not-yours": "invalid",
  },
});
