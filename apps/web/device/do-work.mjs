// Runs on pages whose route says `work`: before a form is sent that asks for it, a puzzle is fetched and solved (capabilities/accounts,
// accounts/begin-code). SHA-256 is written out here (FIPS 180-4): the browser's own answers one hash at a time, later, and only over HTTPS.
for (const place of document.querySelectorAll("[data-work]")) {
  const form = place.closest("form");
  const [work, nonce] = ["work", "nonce"].map((name) => form?.elements.namedItem(name));
  if (!(work instanceof HTMLInputElement) || !(nonce instanceof HTMLInputElement)) continue;
  // A form that was refused comes back with what was used; a wait that was asked for is over: this browser computes.
  work.value = "";
  nonce.value = "";
  let ready = false;
  form.addEventListener("submit", (event) => {
    if (ready) return;
    event.preventDefault();
    const button = event.submitter;
    place.hidden = false;
    void pay(place.dataset.work, work, nonce).finally(() => {
      ready = true;
      form.requestSubmit(button);
      ready = false;
      place.hidden = true;
    });
  });
}

// Where the puzzle does not come, the form goes as it is, and is asked to wait.
async function pay(url, work, nonce) {
  try {
    const answer = await fetch(url, { method: "POST", headers: { "content-type": "application/json" }, body: "{}" });
    if (!answer.ok) return;
    const given = await answer.json();
    nonce.value = String(await solve(given.puzzle, given.bits));
    work.value = given.work;
  } catch {
    work.value = "";
  }
}

const AT_ONCE = 4_000;

async function solve(puzzle, bits) {
  for (let from = 0; ; from += AT_ONCE) {
    for (let number = from; number < from + AT_ONCE; number += 1) {
      if (Math.clz32(firstWord(`${puzzle}.${number}`)) >= bits) return number;
    }
    // The page stays alive meanwhile.
    await new Promise((resolve) => setTimeout(resolve, 0));
  }
}

const [ROUND, START] = constants();
const schedule = new Int32Array(64);

// The first 32 bits of SHA-256 of a text of at most 55 signs, one byte each: a single block.
function firstWord(text) {
  schedule.fill(0, 0, 16);
  for (let place = 0; place < text.length; place += 1) schedule[place >> 2] |= text.charCodeAt(place) << (24 - 8 * (place & 3));
  schedule[text.length >> 2] |= 0x80 << (24 - 8 * (text.length & 3));
  schedule[15] = text.length * 8;
  for (let place = 16; place < 64; place += 1) {
    const [x, y] = [schedule[place - 15], schedule[place - 2]];
    const s0 = turn(x, 7) ^ turn(x, 18) ^ (x >>> 3);
    const s1 = turn(y, 17) ^ turn(y, 19) ^ (y >>> 10);
    schedule[place] = (schedule[place - 16] + s0 + schedule[place - 7] + s1) | 0;
  }
  let [a, b, c, d, e, f, g, h] = START;
  for (let place = 0; place < 64; place += 1) {
    const one = (h + (turn(e, 6) ^ turn(e, 11) ^ turn(e, 25)) + ((e & f) ^ (~e & g)) + ROUND[place] + schedule[place]) | 0;
    const two = ((turn(a, 2) ^ turn(a, 13) ^ turn(a, 22)) + ((a & b) ^ (a & c) ^ (b & c))) | 0;
    h = g;
    g = f;
    f = e;
    e = (d + one) | 0;
    d = c;
    c = b;
    b = a;
    a = (one + two) | 0;
  }
  return (START[0] + a) | 0;
}

function turn(word, by) {
  return (word >>> by) | (word << (32 - by));
}

// Fractional parts of the cube and square roots of the first primes (FIPS 180-4, 4.2.2 and 5.3.3).
function constants() {
  const primes = [];
  for (let number = 2; primes.length < 64; number += 1) if (primes.every((prime) => number % prime !== 0)) primes.push(number);
  const bitsOf = (root) => ((root - Math.floor(root)) * 2 ** 32) | 0;
  return [primes.map((prime) => bitsOf(Math.cbrt(prime))), primes.slice(0, 8).map((prime) => bitsOf(Math.sqrt(prime)))];
}
