import { Type, type Static } from "typebox";
import { Compile } from "typebox/compile";
import { BackupRefusal } from "./backup-refusal.ts";

/** Raised when a file of this version could not be read by code of the one before. */
export const FORMAT = 1;

const Text = Type.String({ maxLength: 1000 });
const Count = Type.Integer({ minimum: 0, maximum: Number.MAX_SAFE_INTEGER });

/** Where a part lies in the file, and what its bytes (compressed, as they lie there) hash to. */
const Place = {
  offset: Count,
  length: Count,
  /** Of the stored bytes, in hex. */
  sha256: Type.String({ pattern: "^[0-9a-f]{64}$" }),
  /** Bytes before compression. */
  plainLength: Count,
};

const TablePart = Type.Object({
  ...Place,
  schema: Text,
  table: Text,
  columns: Type.Array(Text, { maxItems: 1600 }), // PostgreSQL's own bound
  rows: Count,
});

const FilesPart = Type.Object({ ...Place, files: Count });

const Sequence = Type.Object({
  schema: Text,
  sequence: Text,
  /** A 64-bit integer in decimal: JSON's numbers do not hold it. */
  lastValue: Type.String({ pattern: "^-?[0-9]{1,19}$" }),
  isCalled: Type.Boolean(),
});

const ManifestSchema = Type.Object({
  format: Type.Literal(FORMAT),
  /** ISO 8601, UTC: the database's clock when the snapshot was taken. */
  takenAt: Text,
  /** Version of the code that wrote it. */
  software: Text,
  /** `18.4` */
  postgres: Text,
  /** The migrations the schema consists of, in the order they ran. */
  migrations: Type.Array(Text, { maxItems: 100_000 }),
  tables: Type.Array(TablePart, { maxItems: 100_000 }),
  sequences: Type.Array(Sequence, { maxItems: 100_000 }),
  files: FilesPart,
});

export type TablePart = Static<typeof TablePart>;
export type FilesPart = Static<typeof FilesPart>;
export type SequenceValue = Static<typeof Sequence>;
export type Manifest = Static<typeof ManifestSchema>;
export type PartPlace = Pick<TablePart, "offset" | "length" | "sha256" | "plainLength">;

const validator = Compile(ManifestSchema);

export function parseManifest(json: string): Manifest {
  let read: unknown;
  try {
    read = JSON.parse(json);
  } catch (error) {
    throw damaged("its table of contents is not readable", error);
  }
  if (typeof read === "object" && read !== null && "format" in read && typeof read.format === "number" && read.format > FORMAT) {
    throw newerFormat(read.format);
  }
  if (!validator.Check(read)) throw damaged("its table of contents is not of this format");
  return read;
}

export function damaged(what: string, cause?: unknown): BackupRefusal {
  return new BackupRefusal("damaged", `The backup is damaged: ${what}. Nothing was written; use another copy.`, { cause });
}

export function newerFormat(format: number): BackupRefusal {
  return new BackupRefusal(
    "newer-format",
    `The backup has format ${format} and this version reads up to ${FORMAT}: restore it with the version that made it, or a newer one.`,
  );
}
