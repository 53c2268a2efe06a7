import { Type } from "typebox";

/** The form of an export; another number means that an older reader would misread it. */
export const FORMAT = "gongzhi-own-data/1";

/** Why a personal column may be kept, what for, how long: the words of its own comment. */
export const HeldColumn = Type.Object({
  column: Type.String(),
  basis: Type.String(),
  purpose: Type.String(),
  retention: Type.String(),
});

export const HeldRow = Type.Object({
  /** about: the row is theirs; part: it hangs on one that is; by: they did something there in office, and are told that alone. */
  how: Type.Union([Type.Literal("about"), Type.Literal("part"), Type.Literal("by")]),
  values: Type.Record(Type.String(), Type.Unknown()),
});

export const HeldTable = Type.Object({
  table: Type.String(),
  columns: Type.Array(HeldColumn),
  rows: Type.Array(HeldRow),
  /** How many rows there are; more than `rows` where only the newest are given. */
  count: Type.Integer(),
});

/** Under which key the messages say what a comment says: `statutory duty (PIPL 13.3)` is `statutory-duty-pipl-13-3`. */
export function keyOf(says: string): string {
  return says
    .toLowerCase()
    .replaceAll(/[^a-z0-9]+/g, "-")
    .replaceAll(/^-|-$/g, "");
}
