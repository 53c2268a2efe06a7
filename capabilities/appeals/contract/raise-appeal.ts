import { Type } from "typebox";
import { defineAction, Field } from "#platform/contract.ts";
import { MOST_COMPLAINED_OF } from "./mark-complained-of.ts";
import { Channel, MAX_PHOTOS, Nullable, TEXT_LENGTH } from "./appeal-views.ts";

export const raiseAppeal = defineAction({
  name: "appeals/raise-appeal",
  summary:
    "Raises an appeal: by name, with the identity sealed from handlers, or anonymously with a receipt code; by a helper at a desk with the mandate recorded.",
  input: {
    text: Field.text(TEXT_LENGTH.min, TEXT_LENGTH.max),
    area: Type.Optional(Field.path(0)),
    place: Type.Optional(Field.line(0, 200)),
    longitude: Type.Optional(Type.Number({ minimum: -180, maximum: 180 })),
    latitude: Type.Optional(Type.Number({ minimum: -90, maximum: 90 })),
    matter: Type.Optional(Type.String({ maxLength: 60, pattern: "^[a-z0-9-]*$", control: "choice" })),
    mode: Field.choice("named", "sealed", "anonymous"),
    contactName: Type.Optional(Field.line(0, 60)),
    contactPhone: Type.Optional(Type.String({ maxLength: 30, pattern: "^[0-9+() -]*$" })),
    /** Kept for a sealed appeal alone, in the sealed store. */
    contactAddress: Type.Optional(Field.line(0, 200)),
    photoIds: Type.Optional(Type.Array(Field.id(), { maxItems: MAX_PHOTOS, control: "files", purpose: "appeals/photo" })),
    /** Bodies and posts it complains of: it is kept from them and from all above them in line. */
    complainedOf: Type.Optional(Type.Array(Field.id(), { maxItems: MOST_COMPLAINED_OF, control: "choices" })),
    /** At a desk: who asked the helper to write this down, and how (in person, by phone). */
    mandate: Type.Optional(Field.line(2, 300)),
  },
  output: Type.Object({
    id: Type.String(),
    number: Type.String(),
    /** Given once, to be kept: the only way back to an anonymous appeal, and to a sealed one raised without an account. */
    receiptCode: Nullable(Type.String()),
    dueAt: Nullable(Field.instant()),
    channels: Type.Array(Channel),
    /** False where whoever might take it up here is one of those it is kept from: another way is needed. */
    heardHere: Type.Boolean(),
  }),
  refusals: {
    "no-such-area": "invalid",
    "no-such-matter": "invalid",
    "no-such-party": "invalid",
    "identity-missing": "invalid",
    "phone-not-valid": "invalid",
    "photo-not-yours": "invalid",
    "place-half-given": "invalid",
    "desk-only": "forbidden",
  },
});
