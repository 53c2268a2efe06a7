import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import {
  Book,
  bookFromHledger,
  distribute,
  isRefusal,
  readHledger,
  type Refusal,
  trialBalance,
  writeHledger,
} from "../src/index.ts";
import { type Random, randomFrom } from "../src/fixtures/random.ts";
import { PlainBook } from "../src/second-implementation/plain-book.ts";
import { plainDistribution } from "../src/second-implementation/plain-distribution.ts";
import { rounded, timed, timedProgram } from "./cpu-time.ts";

type Emit = (line: Record<string, unknown>) => void;

const ENTRIES = 500_000;
const ROUNDS = 3;
const MEMBERS = 1_000_000;
const JOURNAL_ENTRIES = 50_000;
const NAIVE_RUNS = 1_000;
const GOALS = { postings: 100_000, distribution: 2 };

/** Books by the plain second implementation and hledger, distribution by the plain one and by rounding each share. */
export async function bench(emit: Emit): Promise<void> {
  for (let round = 1; round <= ROUNDS; round += 1) benchPosting(emit, round);
  benchStatements(emit);
  benchJournal(emit);
  for (let round = 1; round <= ROUNDS; round += 1) benchDistribution(emit, round);
  countNaiveRounding(emit);
  await Promise.resolve();
}

const TYPES = ["asset", "liability", "equity", "income", "expense"] as const;
const ACCOUNTS = TYPES.flatMap((type) => Array.from({ length: 40 }, (_, index) => ({ name: `${type}:${index}`, type })));
const PERIOD = { name: "2025", from: "2025-01-01", to: "2025-12-31" };

function openBook(): Book {
  const book = new Book();
  orThrow(book.openUnit({ name: "CNY", decimals: 2 }));
  for (const account of ACCOUNTS) orThrow(book.openAccount(account));
  orThrow(book.openPeriod(PERIOD));
  return book;
}

/** Entries of two postings, as nearly all are. */
function drafts(count: number) {
  const random = randomFrom(1);
  return Array.from({ length: count }, (_, index) => {
    const amount = 1 + random(10_000_000);
    const date = `2025-${String(1 + random(12)).padStart(2, "0")}-${String(1 + random(28)).padStart(2, "0")}`;
    const [debit, credit] = [anAccount(random), anAccount(random)];
    const postings = [
      { account: debit, unit: "CNY", amount },
      { account: credit, unit: "CNY", amount: -amount },
    ];
    return { key: `k${index}`, date, text: `entry ${index}`, postings };
  });
}

function anAccount(random: Random): string {
  return ACCOUNTS[random(ACCOUNTS.length)]!.name;
}

function benchPosting(emit: Emit, round: number): void {
  const entries = drafts(ENTRIES);
  const ours = timed(() => {
    const book = openBook();
    for (const entry of entries) orThrow(book.post(entry));
    return book.size;
  });
  const plain = timed(() => {
    const book = new PlainBook(Object.fromEntries(ACCOUNTS.map(({ name, type }) => [name, type])), ["CNY"], [PERIOD]);
    for (const entry of entries) if (book.post(entry) !== "ok") throw new Error("the plain book refuses");
    return book.entries.length;
  });
  emit({
    name: "postings entered a second",
    round,
    ours: Math.round((2 * ENTRIES) / ours.cpu),
    against: "the plain second book",
    peer: Math.round((2 * ENTRIES) / plain.cpu),
    ratio: rounded(plain.cpu / ours.cpu),
    goal: GOALS.postings,
    by_the_clock: Math.round((2 * ENTRIES) / ours.wall),
    same_entries: ours.result === plain.result,
  });
}

function benchStatements(emit: Emit): void {
  const book = openBook();
  for (const entry of drafts(ENTRIES)) orThrow(book.post(entry));
  const { cpu, result } = timed(() => trialBalance(book, { from: "2025-07-01" }));
  const balanced = result.totals.every(({ opening, closing, debit, credit }) => opening + closing === 0n && debit === credit);
  emit({ name: "trial balance of 1,000,000 postings, seconds", ours: rounded(cpu), balanced });
}

function benchJournal(emit: Emit): void {
  const name = "journal of 100,000 postings read, checked and balanced, seconds";
  const book = openBook();
  for (const entry of drafts(JOURNAL_ENTRIES)) orThrow(book.post(entry));
  const journal = writeHledger(book);
  const ours = timed(() => {
    const read = orThrow(bookFromHledger(orThrow(readHledger(journal))));
    return trialBalance(read).lines.length;
  });
  const folder = mkdtempSync(join(tmpdir(), "double-entry-bench-"));
  try {
    const file = join(folder, "a.journal");
    writeFileSync(file, journal);
    const version = timedProgram("hledger --version");
    const peer = timedProgram(`hledger -f ${file} balance --flat --strict`);
    if (version === undefined || peer === undefined)
      return emit({ name, ours: rounded(ours.cpu), peer: "hledger", absent: true });
    const against = version.output.trim();
    emit({ name, ours: rounded(ours.cpu), against, peer: rounded(peer.cpu), ratio: rounded(peer.cpu / ours.cpu) });
  } finally {
    rmSync(folder, { recursive: true });
  }
}

function benchDistribution(emit: Emit, round: number): void {
  const total = 987_654_321_987;
  const claims = Array.from({ length: MEMBERS }, (_, index) => ({ id: `m${index}`, weight: 1 + ((index * 7919) % 1000) }));
  const ours = timed(() => orThrow(distribute(total, claims)));
  const plainClaims = claims.map(({ id, weight }) => ({ id, weight: [BigInt(weight), 1n] as const }));
  const plain = timed(() => plainDistribution(BigInt(total), plainClaims));
  const same = ours.result.shares.every(({ id, amount }) => BigInt(amount) === plain.result.get(id));
  emit({
    name: "a sum among 1,000,000 members, seconds",
    round,
    ours: rounded(ours.cpu),
    against: "the plain second implementation",
    peer: rounded(plain.cpu),
    ratio: rounded(plain.cpu / ours.cpu),
    goal: GOALS.distribution,
    by_the_clock: rounded(ours.wall),
    same_shares: same,
  });
}

/** How often rounding each share by itself misses the total, on 1,000 random distributions, and by how much. */
function countNaiveRounding(emit: Emit): void {
  const random = randomFrom(2);
  const misses: number[] = [];
  let ours = 0;
  for (let run = 0; run < NAIVE_RUNS; run += 1) {
    const claims = Array.from({ length: 2 + random(3_000) }, (_, index) => ({ id: String(index), weight: 1 + random(100) }));
    const total = 1 + random(1_000_000_000);
    const weights = claims.reduce((sum, { weight }) => sum + weight, 0);
    const rounding = claims.reduce((sum, { weight }) => sum + Math.round((total * weight) / weights), 0);
    if (rounding !== total) misses.push(Math.abs(rounding - total));
    if (orThrow(distribute(total, claims)).shares.reduce((sum, { amount }) => sum + amount, 0) !== total) ours += 1;
  }
  misses.sort((a, b) => a - b);
  const [median, worst] = [misses[misses.length >> 1], misses.at(-1)];
  emit({
    name: "sums missed in 1,000 distributions",
    ours,
    against: "each share rounded by itself",
    peer: misses.length,
    median,
    worst,
  });
}

function orThrow<T>(result: T | Refusal): T {
  if (isRefusal(result)) throw new Error(`${result.code}: ${result.message}`);
  return result;
}
