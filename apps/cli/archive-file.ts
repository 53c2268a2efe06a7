import { createHash } from "node:crypto";
import { type Static, Type } from "typebox";
import { Value } from "typebox/value";

/** A part of the register of archived appeals, as its reader needs it; written down apart from the program that writes it. */
const HASH = Type.String({ pattern: "^[0-9a-f]{64}$" });
const ArchiveFile = Type.Object({
  tenant: Type.String(),
  archiving: Type.Object({ id: Type.String(), archived: Type.Integer({ minimum: 1 }), digest: HASH }),
  part: Type.Integer({ minimum: 1 }),
  parts: Type.Array(HASH, { minItems: 1, maxItems: 100_000 }),
  columns: Type.Array(Type.String()),
  lines: Type.Array(
    Type.Object({ place: Type.Integer({ minimum: 1 }), leaf: HASH, line: Type.Optional(Type.Array(Type.String())) }),
    { minItems: 1, maxItems: 8_192 },
  ),
});
export type ArchiveFile = Static<typeof ArchiveFile>;

export function isArchiveFile(value: unknown): value is ArchiveFile {
  return Value.Check(ArchiveFile, value);
}

/** @param asked the sum as somebody has it from elsewhere @returns what does not agree, a line each */
export function findWrongLines(file: ArchiveFile, asked: string | undefined): readonly string[] {
  const { archiving, part, parts, lines } = file;
  const wrong: string[] = [];
  for (const [nth, { place, leaf, line }] of lines.entries()) {
    if (place !== (part - 1) * 8_192 + nth + 1) wrong.push(`line ${place} stands where ${(part - 1) * 8_192 + nth + 1} belongs`);
    if (line !== undefined && leafOf(line) !== leaf) wrong.push(`line ${place} (${line[0] ?? ""}) does not give its leaf`);
  }
  const last = part === parts.length;
  const expected = last ? archiving.archived - (part - 1) * 8_192 : 8_192;
  if (lines.length !== expected) wrong.push(`part ${part} has ${lines.length} lines, not ${expected}`);
  if (rootOf(lines.map(({ leaf }) => Buffer.from(leaf, "hex"))) !== parts[part - 1])
    wrong.push(`the lines of part ${part} do not give its root`);
  if (rootOf(parts.map((root) => Buffer.from(root, "hex"))) !== archiving.digest)
    wrong.push("the roots of the parts do not give the sum");
  if (asked !== undefined && asked.toLowerCase() !== archiving.digest) wrong.push(`the sum is ${archiving.digest}, not ${asked}`);
  return wrong;
}

function leafOf(line: readonly string[]): string {
  return createHash("sha256").update(Uint8Array.of(0)).update(line.join("\t")).digest("hex");
}

/** Merkle Tree Hash (RFC 9162 §2.1.1) over hashes: split below the largest power of two that is less than their number. */
function rootOf(hashes: readonly Buffer[]): string {
  return over(hashes).toString("hex");
}

function over(hashes: readonly Buffer[]): Buffer {
  if (hashes.length === 1) return hashes[0]!;
  let left = 1;
  while (left * 2 < hashes.length) left *= 2;
  return createHash("sha256")
    .update(Uint8Array.of(1))
    .update(over(hashes.slice(0, left)))
    .update(over(hashes.slice(left)))
    .digest();
}
