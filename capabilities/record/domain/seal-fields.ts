import { canonicalJson, fromHex, joinBytes, type JsonValue, sha256, toHex, utf8 } from "@gongzhi/merkle-log";

/** As long as the hash: a commitment is as hard to guess under as any 256 bits, however few values a field may have. */
export const SALT_BYTES = 32;

/** What opens a commitment: kept apart from it, and gone when the field is erased. */
export type Opening = { readonly salt: string; readonly value: JsonValue };

/**
 * SHA-256(salt ‖ RFC 8785 of [name, value]), in hexadecimal: says nothing without the salt, and with it fits one value of one field.
 */
export function commitTo(name: string, { salt, value }: Opening): string {
  const bytes = fromHex(salt);
  if (bytes.length !== SALT_BYTES) throw new Error(`a salt has ${SALT_BYTES} bytes`);
  return toHex(sha256(joinBytes([bytes, utf8(canonicalJson([name, value]))])));
}

/** @param salts one of 32 random bytes for each value. */
export function sealFields(
  values: Readonly<Record<string, JsonValue>>,
  salts: (name: string) => Uint8Array,
): {
  readonly openings: Readonly<Record<string, Opening>>;
  readonly commitments: Readonly<Record<string, string>>;
} {
  const openings = Object.fromEntries(Object.entries(values).map(([name, value]) => [name, { salt: toHex(salts(name)), value }]));
  const commitments = Object.fromEntries(Object.entries(openings).map(([name, opening]) => [name, commitTo(name, opening)]));
  return { openings, commitments };
}
