import { createHash } from "node:crypto";
import { blindIndex, blindIndexes, decryptField, encryptField, FieldUnreadable } from "./fields.ts";
import type { KeyPurpose, KeyRing, Keys } from "./keys.ts";

/** Kept in the database: shows, without telling anything of them, whether keys are the ones its data was written with. */
export type KeyCheck = { readonly fields: string; readonly sealed: string; readonly index: string; readonly log: string };

const WORD = "gongzhi";

export function makeKeyCheck(keys: Keys): KeyCheck {
  return {
    fields: encryptField(keys.fields, placeOf("fields"), WORD),
    sealed: encryptField(keys.sealed, placeOf("sealed"), WORD),
    index: blindIndex(keys.index, "key-check", WORD),
    log: fingerprint(keys),
  };
}

/** The first purpose whose keys are others than those of the check; undefined when all fit. Rotated keys still fit. */
export function findWrongKey(keys: Keys, check: KeyCheck): KeyPurpose | undefined {
  if (!opens(keys.fields, "fields", check.fields)) return "fields";
  if (!opens(keys.sealed, "sealed", check.sealed)) return "sealed";
  if (!blindIndexes(keys.index, "key-check", WORD).includes(check.index)) return "index";
  return fingerprint(keys) === check.log ? undefined : "log";
}

function opens(ring: KeyRing, column: string, sealed: string): boolean {
  try {
    return decryptField(ring, placeOf(column), sealed) === WORD;
  } catch (error) {
    if (error instanceof FieldUnreadable) return false;
    throw error;
  }
}

function placeOf(column: string) {
  return { table: "platform.deployment", row: "key-check", column };
}

function fingerprint(keys: Keys): string {
  return createHash("sha256")
    .update(keys.log.publicKey.export({ format: "der", type: "spki" }))
    .digest("hex");
}
