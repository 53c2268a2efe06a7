/**
 * SHA-256 (FIPS 180-4), written a second time on purpose, in the plainest way. WebCrypto answers each message by a promise; a log is
 * hundreds of thousands of messages of a block or two, and the promises cost ten times the hashing (docs/algorithms/log-verifier.md).
 */
const BLOCK_BYTES = 64;
/** The last block ends with the length of the message in bits, eight bytes of it (§5.1.1). */
const LENGTH_AT = BLOCK_BYTES - 8;

/** §4.2.2 */
const ROUNDS = wordsOf(`
  428a2f98 71374491 b5c0fbcf e9b5dba5 3956c25b 59f111f1 923f82a4 ab1c5ed5 d807aa98 12835b01 243185be 550c7dc3 72be5d74 80deb1fe 9bdc06a7 c19bf174
  e49b69c1 efbe4786 0fc19dc6 240ca1cc 2de92c6f 4a7484aa 5cb0a9dc 76f988da 983e5152 a831c66d b00327c8 bf597fc7 c6e00bf3 d5a79147 06ca6351 14292967
  27b70a85 2e1b2138 4d2c6dfc 53380d13 650a7354 766a0abb 81c2c92e 92722c85 a2bfe8a1 a81a664b c24b8b70 c76c51a3 d192e819 d6990624 f40e3585 106aa070
  19a4c116 1e376c08 2748774c 34b0bcb5 391c0cb3 4ed8aa4a 5b9cca4f 682e6ff3 748f82ee 78a5636f 84c87814 8cc70208 90befffa a4506ceb bef9a3f7 c67178f2`);
/** §5.3.3 */
const START = wordsOf("6a09e667 bb67ae85 3c6ef372 a54ff53a 510e527f 9b05688c 1f83d9ab 5be0cd19");

const schedule = new Int32Array(64);
const end = new Uint8Array(2 * BLOCK_BYTES);
const endView = new DataView(end.buffer);

/** @returns 32 bytes of its own */
export function sha256(message: Uint8Array): Uint8Array {
  const state = Int32Array.from(START);
  const whole = message.length - (message.length % BLOCK_BYTES);
  for (let at = 0; at < whole; at += BLOCK_BYTES) takeBlock(state, message, at);
  const rest = message.length - whole;
  end.fill(0);
  for (let at = 0; at < rest; at += 1) end[at] = message[whole + at]!;
  end[rest] = 0x80;
  const last = rest < LENGTH_AT ? 0 : BLOCK_BYTES;
  endView.setUint32(last + LENGTH_AT, Math.floor(message.length / 2 ** 29));
  endView.setUint32(last + LENGTH_AT + 4, (message.length << 3) >>> 0);
  for (let at = 0; at <= last; at += BLOCK_BYTES) takeBlock(state, end, at);
  const digest = new Uint8Array(32);
  for (let at = 0; at < 32; at += 1) digest[at] = state[at >> 2]! >>> (24 - 8 * (at & 3));
  return digest;
}

/** §6.2.2 */
function takeBlock(state: Int32Array, bytes: Uint8Array, from: number): void {
  for (let t = 0, at = from; t < 16; t += 1, at += 4)
    schedule[t] = (bytes[at]! << 24) | (bytes[at + 1]! << 16) | (bytes[at + 2]! << 8) | bytes[at + 3]!;
  for (let t = 16; t < 64; t += 1) {
    const [early, late] = [schedule[t - 15]!, schedule[t - 2]!];
    const first = turned(early, 7) ^ turned(early, 18) ^ (early >>> 3);
    const second = turned(late, 17) ^ turned(late, 19) ^ (late >>> 10);
    schedule[t] = (second + schedule[t - 7]! + first + schedule[t - 16]!) | 0;
  }
  let a = state[0]!;
  let b = state[1]!;
  let c = state[2]!;
  let d = state[3]!;
  let e = state[4]!;
  let f = state[5]!;
  let g = state[6]!;
  let h = state[7]!;
  for (let t = 0; t < 64; t += 1) {
    const one = (h + (turned(e, 6) ^ turned(e, 11) ^ turned(e, 25)) + ((e & f) ^ (~e & g)) + ROUNDS[t]! + schedule[t]!) | 0;
    const two = ((turned(a, 2) ^ turned(a, 13) ^ turned(a, 22)) + ((a & b) ^ (a & c) ^ (b & c))) | 0;
    h = g;
    g = f;
    f = e;
    e = (d + one) | 0;
    d = c;
    c = b;
    b = a;
    a = (one + two) | 0;
  }
  state[0]! += a;
  state[1]! += b;
  state[2]! += c;
  state[3]! += d;
  state[4]! += e;
  state[5]! += f;
  state[6]! += g;
  state[7]! += h;
}

/** ROTR (§3.2) */
function turned(word: number, by: number): number {
  return (word >>> by) | (word << (32 - by));
}

function wordsOf(hex: string): Int32Array {
  return Int32Array.from(hex.trim().split(/\s+/), (word) => Number.parseInt(word, 16) | 0);
}
