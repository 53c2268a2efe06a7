import { createCipheriv, createDecipheriv, createHash, createHmac, hkdfSync, randomBytes } from "node:crypto";
import { sql } from "kysely";
import type { Tx } from "../db/tx.ts";
import { refuse, type Refusal } from "../refusal.ts";

/** A caller's key for one write: long enough that nobody guesses another's. */
export const IDEMPOTENCY_KEY = /^[A-Za-z0-9_-]{16,64}$/;

export type AnswerKey = {
  readonly actor: string;
  readonly keyHash: Buffer;
  readonly inputHash: Buffer;
  readonly action: string;
  readonly cipherKey: Buffer;
};

export function answerKey(actor: string, key: string, action: string, input: unknown): AnswerKey {
  return {
    actor,
    action,
    keyHash: createHash("sha256").update(key).digest(),
    // Under the caller's key: whoever has the table cannot try a phone number against what an anonymous hand typed.
    inputHash: createHmac("sha256", Buffer.from(hkdfSync("sha256", key, "", "gongzhi/input", 32)))
      .update(canonical(input))
      .digest(),
    cipherKey: Buffer.from(hkdfSync("sha256", key, "", "gongzhi/answer", 32)),
  };
}

/** JSON with sorted keys: equal inputs hash equally whatever the order they were written in. */
function canonical(value: unknown): string {
  return JSON.stringify(value, (_, part: unknown) =>
    typeof part === "object" && part !== null && !Array.isArray(part)
      ? Object.fromEntries(Object.entries(part).sort(([a], [b]) => (a < b ? -1 : 1)))
      : part,
  );
}

const NONCE_BYTES = 12;
const TAG_BYTES = 16;

export function sealAnswer(key: AnswerKey, outcome: unknown): Buffer {
  const nonce = randomBytes(NONCE_BYTES);
  const cipher = createCipheriv("aes-256-gcm", key.cipherKey, nonce);
  const body = Buffer.concat([cipher.update(JSON.stringify(outcome ?? null), "utf8"), cipher.final()]);
  return Buffer.concat([nonce, cipher.getAuthTag(), body]);
}

function openAnswer(key: AnswerKey, sealed: Buffer): unknown {
  const decipher = createDecipheriv("aes-256-gcm", key.cipherKey, sealed.subarray(0, NONCE_BYTES));
  decipher.setAuthTag(sealed.subarray(NONCE_BYTES, NONCE_BYTES + TAG_BYTES));
  const body = Buffer.concat([decipher.update(sealed.subarray(NONCE_BYTES + TAG_BYTES)), decipher.final()]);
  return JSON.parse(body.toString("utf8"));
}

/** The answer given before under this key; a refusal when the key was used for something else; undefined when it is new. */
export async function findAnswer(tx: Tx, key: AnswerKey): Promise<{ readonly outcome: unknown } | Refusal | undefined> {
  const { rows } = await sql<{ action: string; input_hash: Buffer; outcome_cipher: Buffer }>`
    select action, input_hash, outcome_cipher from platform.idempotency
    where tenant_id = ${tx.tenantId} and actor = ${key.actor} and key = ${key.keyHash}`.execute(tx.db);
  const row = rows[0];
  if (row === undefined) return undefined;
  if (row.action !== key.action || !row.input_hash.equals(key.inputHash)) return refuse("conflict", "idempotency-key-reused");
  return { outcome: openAnswer(key, row.outcome_cipher) };
}
