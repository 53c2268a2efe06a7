import { findAxes } from "../map/axes.ts";
import type { VoteTable } from "../votes/vote-table.ts";

/** Whether the votes hang together more than chance makes them. */
export type ChanceTest = {
  /** Share of the tables made by chance (and the one at hand) that are as strong; small means: not chance. */
  readonly p: number;
  /** How strong the votes at hand are beside the usual one of these tables: 1 is what chance gives. */
  readonly ratio: number;
  readonly replicates: number;
};

export type ChanceOptions = {
  readonly moderated: Uint8Array;
  readonly replicates: number;
  readonly random: () => number;
  /** Called after each table, with its answers; the next one is written over them. */
  readonly onTable?: (answers: Int8Array) => void;
};

/** As rare as this, and stronger than chance by this much: both are needed. What is rare but hardly stronger shows no groups. */
const LEVEL = 0.002;
const RATIO = 1.1;

export function isBeyondChance({ p, ratio }: ChanceTest): boolean {
  return p <= LEVEL && ratio >= RATIO;
}

/** Strength need not be exact to be compared: all tables are measured with as many steps. */
const STRENGTH_ITERATIONS = 12;

/**
 * Against tables in which nobody changed: who answered what, how often each participant agreed, disagreed and passed, and how often
 * each statement met with it, all stay; only which answer met which statement is exchanged (two participants who both answered two
 * statements, one this way, one that way, exchange these answers). What then still hangs together is chance, popularity of
 * statements, or readiness to agree. The tables are the states of a reversible chain in which the votes at hand have a place drawn
 * at random, so that p is exact however slowly the chain forgets (Besag and Clifford 1989, the serial test).
 */
export function testAgainstExchanges(votes: VoteTable, options: ChanceOptions): ChanceTest {
  const { replicates, random } = options;
  const exchange = createExchanger(votes, random);
  const before = Math.floor(random() * (replicates + 1));
  function* tables(): Generator<Int8Array> {
    for (const steps of [replicates - before, before]) {
      const answers = votes.answers.slice();
      for (let step = 0; step < steps; step += 1) {
        exchange(answers);
        yield answers;
      }
    }
  }
  return compare(votes, tables(), options);
}

/** Against tables in which the answers to each statement are dealt anew among those who answered it. */
export function testAgainstShuffles(votes: VoteTable, options: ChanceOptions): ChanceTest {
  const byStatement = answersByStatement(votes);
  function* tables(): Generator<Int8Array> {
    const answers = votes.answers.slice();
    for (let replicate = 0; replicate < options.replicates; replicate += 1) {
      for (const positions of byStatement) dealAnew(answers, positions, options.random);
      yield answers;
    }
  }
  return compare(votes, tables(), options);
}

/** Counts tables as strong as the votes at hand, and stops when they are too many for the level. */
function compare(votes: VoteTable, tables: Iterable<Int8Array>, { moderated, replicates, onTable }: ChanceOptions): ChanceTest {
  const own = strengthOf(votes, moderated);
  let [asStrong, done, sum] = [0, 0, 0];
  for (const answers of tables) {
    const strength = strengthOf({ ...votes, answers }, moderated);
    if (strength >= own) asStrong += 1;
    done += 1;
    sum += strength;
    onTable?.(answers);
    if ((asStrong + 1) / (replicates + 1) > LEVEL) break;
  }
  return { p: (asStrong + 1) / (done + 1), ratio: sum > 0 ? (own * done) / sum : 1, replicates: done };
}

/** How much of the differences of opinion the map's two directions hold: the sum of squares along them. */
function strengthOf(votes: VoteTable, moderated: Uint8Array): number {
  const [first, second] = findAxes(votes, { moderated, iterations: STRENGTH_ITERATIONS }).strengths;
  return first + second;
}

/** Positions of the answers to each statement. */
function answersByStatement({ statements, columns }: VoteTable): Int32Array[] {
  const counts = new Int32Array(statements.length);
  for (const column of columns) counts[column]! += 1;
  const positions = Array.from(counts, (count) => new Int32Array(count));
  counts.fill(0);
  for (const [at, column] of columns.entries()) positions[column]![counts[column]!++] = at;
  return positions;
}

function dealAnew(answers: Int8Array, positions: Int32Array, random: () => number): void {
  for (let last = positions.length - 1; last > 0; last -= 1) {
    const other = Math.floor(random() * (last + 1));
    const held = answers[positions[last]!]!;
    answers[positions[last]!] = answers[positions[other]!]!;
    answers[positions[other]!] = held;
  }
}

/** A step tries as many exchanges as there are answers. Each exchange is as likely as its undoing. */
function createExchanger(votes: VoteTable, random: () => number): (answers: Int8Array) => void {
  const { starts, columns } = votes;
  const byStatement = answersByStatement(votes);
  const rows = new Int32Array(columns.length);
  for (let row = 0; row < votes.participants.length; row += 1) rows.fill(row, starts[row], starts[row + 1]);
  return (answers) => {
    for (let attempt = 0; attempt < answers.length; attempt += 1) {
      const at = Math.floor(random() * answers.length);
      const row = rows[at]!;
      const besides = starts[row]! + Math.floor(random() * (starts[row + 1]! - starts[row]!));
      const [one, other] = [answers[at]!, answers[besides]!];
      if (one === other) continue;
      const same = byStatement[columns[at]!]!;
      const across = same[Math.floor(random() * same.length)]!;
      if (answers[across] !== other) continue;
      const diagonal = positionOf(columns[besides]!, { columns, from: starts[rows[across]!]!, to: starts[rows[across]! + 1]! });
      if (diagonal < 0 || answers[diagonal] !== one) continue;
      answers[at] = other;
      answers[besides] = one;
      answers[across] = one;
      answers[diagonal] = other;
    }
  };
}

type Within = { readonly columns: Uint16Array; readonly from: number; readonly to: number };

/** Where a participant's answer to a statement is; −1 where there is none. */
function positionOf(column: number, { columns, from, to }: Within): number {
  let [low, high] = [from, to];
  while (low < high) {
    const middle = (low + high) >>> 1;
    if (columns[middle]! < column) low = middle + 1;
    else high = middle;
  }
  return low < to && columns[low] === column ? low : -1;
}
