import { Type, type TSchema } from "typebox";
import { Field } from "#platform/contract.ts";

export const KINDS = [
  "government",
  "department",
  "hotline",
  "village-committee",
  "residents-committee",
  "party-organization",
  "supervision-committee",
  "collective",
  "collective-council",
  "collective-supervisors",
  "self-governing",
  "social",
  "enterprise",
] as const;
export type Kind = (typeof KINDS)[number];

export const CONTACT_KINDS = ["phone", "address", "email", "emergency", "desk"] as const;

export const NAME_LENGTH = { min: 2, max: 80 } as const;
export const DUTY_TEXT_LENGTH = 2_000;
/** A charter is a few pages; the assembly law's own model has about 6,000 characters. */
export const CHARTER_LENGTH = { min: 20, max: 30_000 } as const;
export const PAGE_SIZE = 50;
/** Posts in one organization; a township government has about a hundred people. */
export const MOST_POSTS = 300;

export const Nullable = <T extends TSchema>(schema: T) => Type.Union([schema, Type.Null()]);
export const Area = Field.path(1);
export const Duty = Type.String({ maxLength: 60, pattern: "^[a-z0-9-]+\\.[a-z0-9-]+$" });

export const ListedOrganization = Type.Object({
  id: Type.String(),
  kind: Field.choice(...KINDS),
  name: Type.String(),
  nameEn: Type.String(),
  area: Type.String(),
  /** The first telephone number it is reached by; empty where it gave none. */
  phone: Type.String(),
});

export const ContactPoint = Type.Object({
  id: Type.String(),
  kind: Field.choice(...CONTACT_KINDS),
  value: Type.String(),
  hours: Type.String(),
});

export const Post = Type.Object({
  id: Type.String(),
  title: Type.String(),
  /** The holder's public name; empty where it is not public. */
  holder: Type.String(),
  from: Field.instant(),
  to: Nullable(Field.instant()),
  inForce: Type.Boolean(),
  /** Keeps the books of the body (会计、出纳). */
  keepsBooks: Type.Boolean(),
  /** Heads the body (书记、主任). */
  leads: Type.Boolean(),
  /** For whoever gives posts; empty for everybody else. */
  duties: Type.Array(Type.String()),
  areas: Type.Array(Type.String()),
});

export const Charter = Type.Object({
  version: Type.Integer(),
  text: Type.String(),
  mayDecide: Type.String(),
  termFrom: Field.date(),
  /** The last day of the term. */
  termTo: Field.date(),
  filedOn: Nullable(Field.date()),
  term: Field.choice("to-come", "running", "over"),
});
