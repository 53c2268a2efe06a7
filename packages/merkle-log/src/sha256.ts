/**
 * SHA-256 (FIPS 180-4), synchronous and the same in every runtime. A log hashes hundreds of thousands of messages of one or two
 * blocks: WebCrypto answers each by a promise, and a hash object of Node's costs more to make than such a message to hash
 * (`npm run bench log` has the figures).
 */
const BLOCK_BYTES = 64;
const HASH_BYTES = 32;
/** The last block ends with the message's length in bits, eight bytes of it. */
const LENGTH_AT = BLOCK_BYTES - 8;
/** RFC 6962 §2.1: marks a node, which is this and two hashes, one byte more than a block. */
const NODE_MARK = 1;
const NODE_BYTES = 1 + 2 * HASH_BYTES;

const FIRST_PRIMES = firstPrimes(64);
/** Fractional parts of the cube roots of the first 64 primes (§4.2.2). */
const K = Int32Array.from(FIRST_PRIMES, (prime) => fraction(Math.cbrt(prime)));
/** Fractional parts of the square roots of the first eight (§5.3.3). */
const START = Int32Array.from(FIRST_PRIMES.slice(0, 8), (prime) => fraction(Math.sqrt(prime)));

const H = new Int32Array(8);
const W = new Int32Array(64);
const tail = new Uint8Array(2 * BLOCK_BYTES);
/** Message schedules of the second block of a node: it holds one byte of the node, so there are 256 of them. */
const NODE_TAILS = new Int32Array(256 * 64);
for (let byte = 0; byte < 256; byte += 1) {
  const schedule = NODE_TAILS.subarray(byte * 64, byte * 64 + 64);
  schedule[0] = (byte << 24) | 0x80_0000;
  schedule[15] = NODE_BYTES * 8;
  expand(schedule);
}

/** @returns 32 bytes of its own. */
export function sha256(message: Uint8Array): Uint8Array {
  H.set(START);
  const whole = message.length - (message.length % BLOCK_BYTES);
  for (let at = 0; at < whole; at += BLOCK_BYTES) takeBlock(message, at);
  return finish(message, whole, 0, message.length);
}

/** The same of a byte and a message behind it: leaves are marked so. */
export function sha256Marked(mark: number, message: Uint8Array): Uint8Array {
  H.set(START);
  tail[0] = mark;
  if (message.length < BLOCK_BYTES - 1) return finish(message, 0, 1, message.length + 1);
  tail.set(message.subarray(0, BLOCK_BYTES - 1), 1);
  takeBlock(tail, 0);
  const left = message.length - (BLOCK_BYTES - 1);
  const whole = message.length - (left % BLOCK_BYTES);
  for (let at = BLOCK_BYTES - 1; at < whole; at += BLOCK_BYTES) takeBlock(message, at);
  return finish(message, whole, 0, message.length + 1);
}

/** The last block or two: the message from `from` on behind `filled` bytes of the tail, a one bit, zeros, and the whole length. */
function finish(message: Uint8Array, from: number, filled: number, length: number): Uint8Array {
  let at = filled;
  for (let index = from; index < message.length; index += 1) tail[at++] = message[index]!;
  tail[at++] = 0x80;
  const lastBlock = at <= LENGTH_AT ? 0 : BLOCK_BYTES;
  tail.fill(0, at, lastBlock + LENGTH_AT);
  writeLength(length, lastBlock + LENGTH_AT);
  takeBlock(tail, 0);
  if (lastBlock > 0) takeBlock(tail, lastBlock);
  return digest();
}

/**
 * SHA-256(0x01 ‖ 64 bytes of `bytes` from `from` on), written into `out` from `at` on; they may be one buffer, and overlap. It makes
 * nothing, so folding a tile of 256 hashes costs 255 of these and no more.
 */
export function sha256OfPair(bytes: Uint8Array, from: number, out: Uint8Array, at: number): void {
  H.set(START);
  W[0] = (NODE_MARK << 24) | (bytes[from]! << 16) | (bytes[from + 1]! << 8) | bytes[from + 2]!;
  loadWords(bytes, from + 3, 1);
  expand(W);
  compress(W, 0);
  compress(NODE_TAILS, bytes[from + 63]! * 64);
  writeDigest(out, at);
}

function takeBlock(bytes: Uint8Array, from: number): void {
  loadWords(bytes, from, 0);
  expand(W);
  compress(W, 0);
}

function loadWords(bytes: Uint8Array, from: number, first: number): void {
  for (let word = first, at = from; word < 16; word += 1, at += 4) {
    W[word] = (bytes[at]! << 24) | (bytes[at + 1]! << 16) | (bytes[at + 2]! << 8) | bytes[at + 3]!;
  }
}

/** The message schedule (§6.2.2, step 1). */
function expand(w: Int32Array): void {
  for (let word = 16; word < 64; word += 1) {
    const x = w[word - 15]!;
    const y = w[word - 2]!;
    const sx = ((x >>> 7) | (x << 25)) ^ ((x >>> 18) | (x << 14)) ^ (x >>> 3);
    const sy = ((y >>> 17) | (y << 15)) ^ ((y >>> 19) | (y << 13)) ^ (y >>> 10);
    w[word] = (w[word - 16]! + sx + w[word - 7]! + sy) | 0;
  }
}

/** Steps 2 to 4 of §6.2.2: 64 rounds, four at a time, so that the eight variables change places once for four rounds. */
function compress(w: Int32Array, from: number): void {
  // No destructuring in here: it would make arrays, and take twice the time.
  let a = H[0]!;
  let b = H[1]!;
  let c = H[2]!;
  let d = H[3]!;
  let e = H[4]!;
  let f = H[5]!;
  let g = H[6]!;
  let h = H[7]!;
  for (let t = 0; t < 64; t += 4) {
    const at = from + t;
    h =
      (h +
        (((e >>> 6) | (e << 26)) ^ ((e >>> 11) | (e << 21)) ^ ((e >>> 25) | (e << 7))) +
        (g ^ (e & (f ^ g))) +
        K[t]! +
        w[at]!) |
      0;
    d = (d + h) | 0;
    h = (h + (((a >>> 2) | (a << 30)) ^ ((a >>> 13) | (a << 19)) ^ ((a >>> 22) | (a << 10))) + ((a & b) | (c & (a | b)))) | 0;
    g =
      (g +
        (((d >>> 6) | (d << 26)) ^ ((d >>> 11) | (d << 21)) ^ ((d >>> 25) | (d << 7))) +
        (f ^ (d & (e ^ f))) +
        K[t + 1]! +
        w[at + 1]!) |
      0;
    c = (c + g) | 0;
    g = (g + (((h >>> 2) | (h << 30)) ^ ((h >>> 13) | (h << 19)) ^ ((h >>> 22) | (h << 10))) + ((h & a) | (b & (h | a)))) | 0;
    f =
      (f +
        (((c >>> 6) | (c << 26)) ^ ((c >>> 11) | (c << 21)) ^ ((c >>> 25) | (c << 7))) +
        (e ^ (c & (d ^ e))) +
        K[t + 2]! +
        w[at + 2]!) |
      0;
    b = (b + f) | 0;
    f = (f + (((g >>> 2) | (g << 30)) ^ ((g >>> 13) | (g << 19)) ^ ((g >>> 22) | (g << 10))) + ((g & h) | (a & (g | h)))) | 0;
    e =
      (e +
        (((b >>> 6) | (b << 26)) ^ ((b >>> 11) | (b << 21)) ^ ((b >>> 25) | (b << 7))) +
        (d ^ (b & (c ^ d))) +
        K[t + 3]! +
        w[at + 3]!) |
      0;
    a = (a + e) | 0;
    e = (e + (((f >>> 2) | (f << 30)) ^ ((f >>> 13) | (f << 19)) ^ ((f >>> 22) | (f << 10))) + ((f & g) | (h & (f | g)))) | 0;
    const oldA = a;
    const oldB = b;
    const oldC = c;
    const oldD = d;
    a = e;
    b = f;
    c = g;
    d = h;
    e = oldA;
    f = oldB;
    g = oldC;
    h = oldD;
  }
  H[0] = H[0]! + a;
  H[1] = H[1]! + b;
  H[2] = H[2]! + c;
  H[3] = H[3]! + d;
  H[4] = H[4]! + e;
  H[5] = H[5]! + f;
  H[6] = H[6]! + g;
  H[7] = H[7]! + h;
}

function writeLength(bytes: number, at: number): void {
  const high = Math.floor(bytes / 0x2000_0000);
  const low = (bytes << 3) >>> 0;
  for (let place = 0; place < 4; place += 1) {
    tail[at + place] = high >>> (24 - 8 * place);
    tail[at + 4 + place] = low >>> (24 - 8 * place);
  }
}

function digest(): Uint8Array {
  const out = new Uint8Array(HASH_BYTES);
  writeDigest(out, 0);
  return out;
}

function writeDigest(out: Uint8Array, from: number): void {
  for (let word = 0, at = from; word < 8; word += 1, at += 4) {
    const value = H[word]!;
    out[at] = value >>> 24;
    out[at + 1] = value >>> 16;
    out[at + 2] = value >>> 8;
    out[at + 3] = value;
  }
}

function fraction(root: number): number {
  return Math.floor((root - Math.floor(root)) * 2 ** 32);
}

function firstPrimes(count: number): readonly number[] {
  const primes: number[] = [];
  for (let number = 2; primes.length < count; number += 1) if (primes.every((prime) => number % prime !== 0)) primes.push(number);
  return primes;
}
