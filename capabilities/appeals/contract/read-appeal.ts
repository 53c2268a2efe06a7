import { Type } from "typebox";
import { defineQuery, Field } from "#platform/contract.ts";
import { LinkView } from "#capabilities/cases/contract/task-views.ts";
import { Decision, ReviewView } from "./review-views.ts";
import { RetaliationView } from "./retaliation-views.ts";
import { OpeningView } from "./opening-views.ts";
import { AppealEntry, DueBy, ListedAppeal, Nullable } from "./appeal-views.ts";

const Organization = Type.Object({ id: Type.String(), name: Type.String() });

export const readAppeal = defineQuery({
  name: "appeals/read-appeal",
  summary: "One appeal as its reader may see it: the resident's own page, the desk's, or the released text.",
  input: { number: Field.line(1, 40) },
  output: Type.Object({
    ...ListedAppeal.properties,
    /** Which form of the page this is: what may be shown and done. */
    reader: Field.choice("resident", "staff", "public"),
    caseId: Nullable(Type.String()),
    text: Type.String(),
    place: Type.String(),
    longitude: Nullable(Type.Number()),
    latitude: Nullable(Type.Number()),
    mode: Field.choice("named", "sealed", "anonymous", "imported"),
    channel: Type.String(),
    contactName: Type.String(),
    contactPhone: Type.String(),
    mandate: Type.String(),
    matterCode: Type.String(),
    leadOrganization: Type.String(),
    tier: Type.String(),
    /** Whom it complains of and is kept from, by name: to its resident and to staff. */
    complainedOf: Type.Array(Type.String()),
    dueBy: Nullable(DueBy),
    contactDueAt: Nullable(Field.instant()),
    contactedAt: Nullable(Field.instant()),
    dispatchedAt: Nullable(Field.instant()),
    answeredAt: Nullable(Field.instant()),
    closedAt: Nullable(Field.instant()),
    extensions: Type.Integer(),
    reopened: Type.Integer(),
    likes: Nullable(Type.Integer()),
    dislikes: Nullable(Type.Integer()),
    photos: Type.Array(Type.Object({ fileId: Type.String(), thumbnail: Type.Boolean() })),
    entries: Type.Array(AppealEntry),
    whistles: Type.Array(
      Type.Object({
        organization: Organization,
        askedAt: Field.instant(),
        dueAt: Field.instant(),
        reportedAt: Nullable(Field.instant()),
        outcome: Nullable(Type.String()),
      }),
    ),
    judgements: Type.Array(
      Type.Object({
        round: Type.Integer(),
        responded: Type.Boolean(),
        solved: Type.Boolean(),
        satisfied: Type.Boolean(),
        at: Field.instant(),
      }),
    ),
    /** What was asked of the level above, and how far it is. */
    requests: Type.Array(LinkView),
    /** The decision it stands at, with all that has to be told of it; null where nothing is decided. */
    decision: Nullable(Decision),
    reviews: Type.Array(ReviewView),
    /** Appeals it stands with, to staff; `led`: it is a duplicate, and the other is answered for both. */
    relations: Type.Array(Type.Object({ number: Type.String(), kind: Field.choice("related", "merged"), led: Type.Boolean() })),
    coSigners: Type.Integer(),
    /** The reader stands with it. */
    coSigned: Type.Boolean(),
    /** Who opened the identity behind it, why and when: to its resident, those they were told of. */
    openings: Type.Array(OpeningView),
    /** Retaliation its resident reported, or the house saw: to them alone. */
    retaliation: Type.Array(RetaliationView),
    /** Names of the actions this reader may take now. */
    may: Type.Array(Type.String()),
  }),
  refusals: { "reading-limit": "too-many" },
});
