import { Type } from "typebox";
import { Field } from "#platform/contract.ts";

/** The one-time key printed at the first start; without it nothing of the set-up can be reached. */
export const Key = Type.String({ maxLength: 64, pattern: "^[^\\u0000]*$", control: "hidden" });

/** An official code of a province, city, county or township: 2, 4, 6 or 9 digits. */
export const Code = Type.String({ pattern: "^([0-9]{2}|[0-9]{4}|[0-9]{6}|[0-9]{9})$", maxLength: 9 });

/** Names of the levels above and of the place itself, where the table of divisions does not know them. */
export const TypedNames = {
  province: Type.Optional(Field.line(0, 40)),
  city: Type.Optional(Field.line(0, 40)),
  county: Type.Optional(Field.line(0, 40)),
  township: Type.Optional(Field.line(0, 40)),
};

export const TenantNames = {
  name: Field.line(2, 40),
  nameEn: Type.Optional(Type.String({ maxLength: 60, pattern: "^[A-Za-z0-9 .,'()-]*$" })),
  /** Part of every address, for good. */
  slug: Type.String({ minLength: 2, maxLength: 39, pattern: "^[a-z0-9][a-z0-9-]{1,38}$" }),
};

/** What every step may be refused with. */
export const KEY_REFUSALS = { "setup-key-wrong": "forbidden", "setup-done": "gone" } as const;
