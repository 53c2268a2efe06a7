import { sha256 } from "@gongzhi/merkle-log";
import { SortitionRefusal } from "../refusal.ts";

const BLOCK_BYTES = 64;
const SEED = /^(?:[0-9a-f]{2}){16,64}$/i;
/** Says what the bytes are for, so that the same seed may serve other draws. */
const PURPOSE = "gongzhi.sortition.draw.1\n";

/**
 * What is published before the seed may be known: its SHA-256.
 *
 * @param seed 16 to 64 bytes in hexadecimal
 */
export function commitmentOf(seed: string): string {
  return hexOf(sha256(seedBytes(seed)));
}

/**
 * The lottery as text (a line a ticket: its number, a tab, ids with tabs between) and that text's SHA-256: publishing it first
 * binds the draw to these tickets in this order.
 */
export function digestOfTickets(tickets: readonly (readonly string[])[]): string {
  return hexOf(sha256(new TextEncoder().encode(tickets.map((ids, number) => `${number}\t${ids.join("\t")}\n`).join(""))));
}

/**
 * The ticket drawn: HMAC-SHA-256(seed, purpose ‖ digest ‖ counter) for counter 0, 1, … (four bytes, big-endian) gives numbers of 32
 * bits; the first below the largest multiple of `tickets` is taken modulo `tickets`, so that each ticket is equally likely.
 */
export function drawTicket(seed: string, digest: string, tickets: number): number {
  const key = seedBytes(seed);
  const message = new TextEncoder().encode(`${PURPOSE}${digest}\n`);
  const fair = 2 ** 32 - (2 ** 32 % tickets);
  for (let counter = 0; ; counter += 1) {
    const block = new Uint8Array(message.length + 4);
    block.set(message);
    new DataView(block.buffer).setUint32(message.length, counter);
    const number = new DataView(hmacSha256(key, block).buffer).getUint32(0);
    if (number < fair) return number % tickets;
  }
}

/** HMAC (RFC 2104) with SHA-256, for keys of at most one block. */
export function hmacSha256(key: Uint8Array, message: Uint8Array): Uint8Array<ArrayBuffer> {
  const inner = new Uint8Array(BLOCK_BYTES + message.length);
  const outer = new Uint8Array(BLOCK_BYTES + 32);
  for (let at = 0; at < BLOCK_BYTES; at += 1) {
    inner[at] = (key[at] ?? 0) ^ 0x36;
    outer[at] = (key[at] ?? 0) ^ 0x5c;
  }
  inner.set(message, BLOCK_BYTES);
  outer.set(sha256(inner), BLOCK_BYTES);
  return new Uint8Array(sha256(outer));
}

function seedBytes(seed: string): Uint8Array {
  if (!SEED.test(seed)) throw new SortitionRefusal("bad-seed", "a seed is 16 to 64 bytes in hexadecimal");
  return Uint8Array.from(seed.match(/../g) ?? [], (pair) => Number.parseInt(pair, 16));
}

function hexOf(bytes: Uint8Array): string {
  return Array.from(bytes, (byte) => byte.toString(16).padStart(2, "0")).join("");
}
