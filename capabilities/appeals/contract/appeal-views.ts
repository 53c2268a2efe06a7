import { Type } from "typebox";
import { Field } from "#platform/contract.ts";

/** Limits of what one resident writes, and why: a matter fits in 2,000 characters; longer stories come as photos of papers. */
export const TEXT_LENGTH = { min: 5, max: 2_000 } as const;
export const MAX_PHOTOS = 9;
/** What an official writes: an answer with its grounds. */
export const ENTRY_LENGTH = { min: 2, max: 5_000 } as const;
export const PAGE_SIZE = 20;

export const States = ["waiting", "handling", "answered", "closed", "withdrawn", "historic"] as const;
export const Outcomes = ["solved", "partly-solved", "justified-no", "explained", "other-channel", "withdrawn"] as const;

export const Nullable = <T extends Parameters<typeof Type.Union>[0][number]>(schema: T) => Type.Union([schema, Type.Null()]);

/** The rule a date rests on, printed on the ticket. */
export const DueBy = Type.Object({ key: Type.String(), version: Type.Integer(), provisional: Type.Boolean() });

export const ListedAppeal = Type.Object({
  id: Type.String(),
  number: Type.String(),
  title: Type.String(),
  state: Field.choice(...States),
  outcome: Nullable(Field.choice(...Outcomes)),
  area: Type.String(),
  matter: Type.String(),
  unit: Type.String(),
  raisedAt: Field.instant(),
  dueAt: Nullable(Field.instant()),
  imported: Type.Boolean(),
  archived: Type.Boolean(),
  public: Type.Boolean(),
});

/** A text in stretches, so that a page marks what was found without ever being handed HTML. */
const Stretches = Type.Array(Type.Object({ text: Type.String(), found: Type.Boolean() }));

/** One of a list; where it was searched for, with the title and the place in the text marked. */
export const FoundAppeal = Type.Object({
  ...ListedAppeal.properties,
  found: Type.Optional(Type.Object({ title: Stretches, excerpt: Stretches })),
});

export const AppealEntry = Type.Object({
  id: Type.String(),
  kind: Type.String(),
  told: Type.Boolean(),
  text: Type.String(),
  article: Type.String(),
  by: Type.String(),
  at: Field.instant(),
});

/** A legal channel of its own, shown at once: 110, the court, the letters office. */
export const Channel = Type.Object({
  key: Type.String(),
  name: Type.String(),
  contact: Type.String(),
  why: Type.String(),
  emergency: Type.Boolean(),
});
