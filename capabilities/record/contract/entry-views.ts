import { Type, type TSchema } from "typebox";
import { Field } from "#platform/contract.ts";

export const FORMS = ["public", "sealed", "withdrawn"] as const;
export const PAGE_SIZE = 50;
/** A page puts a seal on some dozens of things. */
export const MOST_SUBJECTS = 200;

export const Nullable = <T extends TSchema>(schema: T) => Type.Union([schema, Type.Null()]);
export const Kind = Type.String({ maxLength: 81, pattern: "^[a-z-]+\\.[a-z-]+$", control: "choice" });
/** Counted from 0. */
export const LeafIndex = Type.Integer({ minimum: 0, maximum: Number.MAX_SAFE_INTEGER });

export const KindName = Type.Object({ kind: Type.String(), name: Type.String(), nameEn: Type.String() });

export const ListedEntry = Type.Object({
  index: LeafIndex,
  kind: Type.String(),
  kindName: Type.String(),
  kindNameEn: Type.String(),
  subject: Type.String(),
  title: Type.String(),
  form: Field.choice(...FORMS),
  on: Field.date(),
});

/** A field of a sealed entry, as far as everybody may open it. */
export const EntryField = Type.Object({
  name: Type.String(),
  /** `hidden` was never shown; `missing` was taken away and nobody decided so; `unreadable` was changed past the house. */
  state: Field.choice("shown", "erased", "hidden", "missing", "unreadable"),
  salt: Nullable(Type.String()),
  /** JSON of the value. */
  value: Nullable(Type.String()),
  /** The entry that says who erased it; null while that one waits for its place. */
  erasedBy: Nullable(LeafIndex),
});

/** Everything a reader's own browser needs to check that the leaf is in the log. */
export const Proof = Type.Object({
  size: Type.String(),
  /** RFC 9162 inclusion proof, base64. */
  hashes: Type.Array(Type.String()),
  /** The signed head as published. */
  checkpoint: Type.String(),
  /** `name+id+base64` (C2SP signed-note). */
  key: Type.String(),
});
