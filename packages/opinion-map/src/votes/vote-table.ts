import { OpinionRefusal } from "../refusal.ts";

/** 1 agrees, −1 disagrees, 0 passes. Exports and servers write other signs; inside this package it is always so. */
export type Answer = 1 | 0 | -1;
export type Vote = { readonly participant: string; readonly statement: string; readonly vote: Answer };

/** Who answered what, held by participant: 7 bytes an answer and no cell for what was not answered. */
export type VoteTable = {
  /** Ids in the order of their first vote. */
  readonly participants: readonly string[];
  /** Ids in the order of their first vote; a statement nobody answered is not here. */
  readonly statements: readonly string[];
  /** Participant `i` has the answers from `starts[i]` to before `starts[i + 1]`. */
  readonly starts: Int32Array;
  /** Statement of each answer, ascending within a participant. */
  readonly columns: Uint16Array;
  readonly answers: Int8Array;
};

/** As production takes no more statements than this; columns are 16-bit numbers. */
export const STATEMENTS_MAX = 10_000;
/** Places and memberships are kept for each: a million are 20 MB. */
export const PARTICIPANTS_MAX = 1_000_000;
/** 50 million answers take 350 MB, and as much again while they are sorted. */
export const ANSWERS_MAX = 50_000_000;
const ID_LENGTH_MAX = 200;

/** Of several votes of one participant on one statement the last counts. */
export function voteTable(votes: Iterable<Vote>): VoteTable {
  return addVotes(EMPTY, votes);
}

/** A new table with these votes after those of the old one, which stays as it is. Participants and statements keep their places. */
export function addVotes(table: VoteTable, votes: Iterable<Vote>): VoteTable {
  const participants = createNumbering(table.participants, PARTICIPANTS_MAX, "participants");
  const statements = createNumbering(table.statements, STATEMENTS_MAX, "statements");
  const heap = createHeap();
  for (const { participant, statement, vote } of votes) {
    if (vote !== 1 && vote !== 0 && vote !== -1) {
      throw new OpinionRefusal("bad-vote", `a vote is 1, 0 or -1, not ${String(vote)}`);
    }
    heap.push(participants.numberOf(participant), statements.numberOf(statement), vote);
  }
  const added = heap.sorted(participants.ids.length, statements.ids.length);
  const rows = table.columns.length === 0 ? added : merged(table, added);
  if (rows.columns.length > ANSWERS_MAX) throw new OpinionRefusal("too-large", `more than ${ANSWERS_MAX} votes`);
  return { participants: participants.ids, statements: statements.ids, ...rows };
}

/** Answers of participant `row`, however few or many. */
export function answerCount(table: VoteTable, row: number): number {
  return table.starts[row + 1]! - table.starts[row]!;
}

const EMPTY: VoteTable = {
  participants: [],
  statements: [],
  starts: new Int32Array(1),
  columns: new Uint16Array(0),
  answers: new Int8Array(0),
};

function createNumbering(known: readonly string[], most: number, what: string) {
  const ids = [...known];
  const numbers = new Map(ids.map((id, number) => [id, number]));
  function numberOf(id: string): number {
    const number = numbers.get(id);
    if (number !== undefined) return number;
    if (id === "" || id.length > ID_LENGTH_MAX) throw new OpinionRefusal("bad-id", `an id has 1 to ${ID_LENGTH_MAX} characters`);
    if (ids.length >= most) throw new OpinionRefusal("too-large", `more than ${most} ${what}`);
    numbers.set(id, ids.length);
    return ids.push(id) - 1;
  }
  return { ids, numberOf };
}

type Rows = Pick<VoteTable, "starts" | "columns" | "answers">;

/** Rows of both, participant by participant; where both have an answer, the added one counts. `added` has all participants. */
function merged(before: Rows, added: Rows): Rows {
  const count = added.starts.length - 1;
  const starts = new Int32Array(count + 1);
  const columns = new Uint16Array(before.columns.length + added.columns.length);
  const answers = new Int8Array(columns.length);
  let to = 0;
  function take({ columns: ownColumns, answers: ownAnswers }: Rows, from: number, end: number): void {
    columns.set(ownColumns.subarray(from, end), to);
    answers.set(ownAnswers.subarray(from, end), to);
    to += end - from;
  }
  for (let row = 0; row < count; row += 1) {
    let from = before.starts[row] ?? before.columns.length;
    const end = before.starts[row + 1] ?? before.columns.length;
    for (let at = added.starts[row]!; at < added.starts[row + 1]!; at += 1) {
      const column = added.columns[at]!;
      let next = from;
      while (next < end && before.columns[next]! < column) next += 1;
      take(before, from, next);
      take(added, at, at + 1);
      from = next < end && before.columns[next] === column ? next + 1 : next;
    }
    take(before, from, end);
    starts[row + 1] = to;
  }
  return { starts, columns: columns.slice(0, to), answers: answers.slice(0, to) };
}

/** Votes as they come, in arrays that double. */
function createHeap() {
  let rows = new Int32Array(64);
  let columns = new Uint16Array(64);
  let answers = new Int8Array(64);
  let count = 0;
  function push(row: number, column: number, answer: number): void {
    if (count === rows.length) {
      if (count >= ANSWERS_MAX) throw new OpinionRefusal("too-large", `more than ${ANSWERS_MAX} votes`);
      rows = widened(rows, new Int32Array(count * 2));
      columns = widened(columns, new Uint16Array(count * 2));
      answers = widened(answers, new Int8Array(count * 2));
    }
    rows[count] = row;
    columns[count] = column;
    answers[count] = answer;
    count += 1;
  }
  function sorted(rowCount: number, columnCount: number) {
    const byColumn = countingOrder(columns, count, columnCount, undefined);
    const order = countingOrder(rows, count, rowCount, byColumn);
    return withoutRepeats(order, { rows, columns, answers, rowCount });
  }
  return { push, sorted };
}

function widened<Numbers extends Int32Array | Uint16Array | Int8Array>(from: Numbers, to: Numbers): Numbers {
  to.set(from);
  return to;
}

/** Positions ordered by their key; equal keys stay in the order they had (a counting sort). */
function countingOrder(
  keys: Int32Array | Uint16Array,
  count: number,
  keyCount: number,
  before: Int32Array | undefined,
): Int32Array {
  const next = new Int32Array(keyCount + 1);
  for (let at = 0; at < count; at += 1) next[keys[at]! + 1]! += 1;
  for (let key = 0; key < keyCount; key += 1) next[key + 1]! += next[key]!;
  const order = new Int32Array(count);
  for (let at = 0; at < count; at += 1) {
    const position = before === undefined ? at : before[at]!;
    const key = keys[position]!;
    order[next[key]!] = position;
    next[key]! += 1;
  }
  return order;
}

type Heap = { readonly rows: Int32Array; readonly columns: Uint16Array; readonly answers: Int8Array; readonly rowCount: number };

function withoutRepeats(order: Int32Array, { rows, columns, answers, rowCount }: Heap): Rows {
  const isLast = (at: number): boolean =>
    at + 1 === order.length || rows[order[at]!] !== rows[order[at + 1]!] || columns[order[at]!] !== columns[order[at + 1]!];
  let kept = 0;
  for (let at = 0; at < order.length; at += 1) if (isLast(at)) kept += 1;
  const starts = new Int32Array(rowCount + 1);
  const keptColumns = new Uint16Array(kept);
  const keptAnswers = new Int8Array(kept);
  let to = 0;
  for (let at = 0; at < order.length; at += 1) {
    if (!isLast(at)) continue;
    const from = order[at]!;
    keptColumns[to] = columns[from]!;
    keptAnswers[to] = answers[from]!;
    to += 1;
    starts[rows[from]! + 1] = to;
  }
  for (let row = 0; row < rowCount; row += 1) starts[row + 1] = Math.max(starts[row]!, starts[row + 1]!);
  return { starts, columns: keptColumns, answers: keptAnswers };
}
