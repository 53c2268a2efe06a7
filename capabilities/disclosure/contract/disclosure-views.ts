import { Type, type TSchema } from "typebox";
import { Field } from "#platform/contract.ts";

export const STEPS = ["due", "drafting", "review", "reviewed", "fixed", "published"] as const;
export const REASONS = ["period", "happened", "forced"] as const;
export const OBJECTION_STEPS = ["waiting", "answered", "upward", "ruled"] as const;
/** How the board sorts what is published. */
export const SUBJECTS = ["finance", "decisions", "projects", "land", "welfare", "affairs"] as const;
export const MOST_PAPERS = 20;
/** Parts of one paper: what fits on a sheet and can be read. */
export const MOST_SECTIONS = 12;

export const Nullable = <T extends TSchema>(schema: T) => Type.Union([schema, Type.Null()]);
export const Option = Type.Object({ value: Type.String(), name: Type.String() });
/** The id of an entry of the catalogue. */
export const entryId = () => Type.String({ minLength: 1, maxLength: 60, pattern: "^[a-z0-9-]+$", control: "choice" });

export const SectionView = Type.Object({
  heading: Type.String(),
  text: Type.String(),
  /** The first row names the columns. */
  table: Type.Array(Type.Array(Type.String())),
});

export const PaperView = Type.Object({ id: Type.String(), name: Type.String(), sha256: Type.String() });

/** A line of two versions; `changed` holds both. */
export const ComparedLine = Type.Object({
  kind: Field.choice("same", "gone", "added", "changed"),
  stretches: Type.Array(Type.Object({ text: Type.String(), mark: Field.choice("same", "gone", "added") })),
});

/** Where one duty stands. */
export const ItemView = Type.Object({
  id: Type.String(),
  title: Type.String(),
  entry: Type.String(),
  subject: Type.String(),
  area: Type.String(),
  path: Type.String(),
  why: Field.choice(...REASONS),
  /** 2026-10, 2026-Q3, 2026; a day. */
  period: Type.String(),
  startsOn: Field.date(),
  endsOn: Field.date(),
  dueOn: Field.date(),
  /** Name of the body that must publish it; empty where the place has none. */
  owner: Type.String(),
  step: Field.choice(...STEPS),
  versions: Type.Integer(),
  firstOn: Nullable(Field.date()),
  publishedOn: Nullable(Field.date()),
  shownUntil: Nullable(Field.date()),
  takenDownOn: Nullable(Field.date()),
  /** Not published and its day has passed, or published after it. */
  late: Type.Boolean(),
});

export const ObjectionView = Type.Object({
  id: Type.String(),
  version: Type.Integer(),
  step: Field.choice(...OBJECTION_STEPS),
  madeOn: Field.date(),
  replyDue: Nullable(Field.date()),
  reply: Type.String(),
  repliedOn: Nullable(Field.date()),
  upwardOn: Nullable(Field.date()),
  upwardDue: Nullable(Field.date()),
  upheld: Nullable(Type.Boolean()),
  ruling: Type.String(),
  ruledOn: Nullable(Field.date()),
  /** An answer that is due has not come, or came too late. */
  late: Type.Boolean(),
  /** Its words; for whoever made it and whoever answers it, else empty. */
  text: Type.String(),
  why: Type.String(),
  may: Type.Array(Type.String()),
});
