import { Type } from "typebox";
import { defineQuery, Field } from "#platform/contract.ts";
import { BATCH_STATES, CONFLICT_KINDS, DECISIONS, RowCounts } from "./import-views.ts";
import { Nullable } from "./person-views.ts";

export const readImport = defineQuery({
  name: "register/read-import",
  summary: "One import: how its columns were understood, how many rows stand where, and its conflicts side by side.",
  input: {
    id: Field.id(),
    /** Conflicts after this line of the file. */
    after: Type.Optional(Type.Integer({ minimum: 0, maximum: 2_147_483_647 })),
    undecided: Type.Optional(Type.Boolean()),
  },
  output: Type.Object({
    id: Type.String(),
    fileName: Type.String(),
    area: Type.String(),
    state: Field.choice(...BATCH_STATES),
    begunAt: Field.instant(),
    doneAt: Nullable(Field.instant()),
    undoneAt: Nullable(Field.instant()),
    headings: Type.Array(Type.String()),
    /** The heading of each field: confirmed, remembered or recognised. */
    mapping: Type.Record(Type.String(), Type.String()),
    counts: RowCounts,
    reasons: Type.Array(Type.Object({ field: Type.String(), reason: Type.String(), rows: Type.Integer() })),
    kinds: Type.Array(
      Type.Object({
        kind: Field.choice(...CONFLICT_KINDS),
        undecided: Type.Integer(),
        options: Type.Array(Field.choice(...DECISIONS)),
      }),
    ),
    conflicts: Type.Array(
      Type.Object({
        line: Type.Integer(),
        name: Type.String(),
        personId: Nullable(Type.String()),
        kinds: Type.Array(Field.choice(...CONFLICT_KINDS)),
        differences: Type.Array(Type.Object({ field: Type.String(), here: Type.String(), file: Type.String() })),
        options: Type.Array(Field.choice(...DECISIONS)),
        decision: Nullable(Field.choice(...DECISIONS)),
      }),
    ),
    next: Nullable(Type.Integer()),
  }),
});
