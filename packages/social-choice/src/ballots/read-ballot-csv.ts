import { SocialChoiceRefusal } from "../refusal.ts";
import { type DelimitedRow, delimitedRows } from "../rows/delimited-rows.ts";
import { readLongBallots } from "./long-ballots.ts";
import { type Ballot, ballotOfTiers, type Profile, profileOf } from "./profile.ts";

const COUNT_COLUMN = /^(?:count|weight|voters|number|n|票数|人数)$/i;
/** Of columns that are passed over, those in which nobody may stand twice. */
const VOTER_ID_COLUMN = /^(?:voter[ _]?id|id|ballot[ _]?id|编号)$/i;
const VOTER_COLUMN = /^(?:voter|voter[ _]?id|id|ballot[ _]?id|timestamp|time|编号|选民)$/i;
const RANKING_COLUMN = /^(?:ranking|ballot|preferences|order|排序)$/i;
const APPROVAL_COLUMN = /^(?:approvals?|approved|vote|votes|choices?|赞成)$/i;
const PLACE_COLUMN =
  /^(?:rank|choice|preference|pref|place|第)?[ _]?(\d+)(?:st|nd|rd|th)?(?:[ _]?(?:rank|choice|preference|选择?))?$/i;
const PLACE_WORDS = ["first", "second", "third", "fourth", "fifth", "sixth", "seventh", "eighth", "ninth", "tenth"];
const YES = /^(?:1|x|y|yes|true|✓|是|赞成)$/i;
const NO = /^(?:0|n|no|false|否|不赞成|)$/i;

/** Candidates in the order in which they are first named. */
type Names = { readonly list: string[]; readonly indexOf: Map<string, number> };

/**
 * Reads ballots from a table separated by commas, semicolons or tabs. The header says which of these it is; a column `count` (or
 * `weight`, `voters`) gives how many cast a row, one like `voter_id` is passed over.
 * - a column `candidate`: a row for each that a voter names, see {@link readLongBallots};
 * - a column `ranking` (`ballot`, `preferences`): `Anna > Bo = Cai`, best first, `=` between equals; where no row has a `>`, semicolons,
 *   bars or commas stand for it;
 * - columns `rank1, rank2, …` (`1st choice`, `first`, `1`): a name in each, best first;
 * - a column `approvals` (`approved`, `vote`): names separated by `;`, `|` or, in quotes, commas;
 * - otherwise one column a candidate: all cells yes or no (1, 0, x, blank) for approvals, else numbers, 1 for the best.
 * Without a header each row is a ranking, if every name of the first row stands in a later one too.
 * @throws SocialChoiceRefusal with the line.
 */
export function readBallotCsv(text: string): Profile {
  const rows = [...delimitedRows(text, delimiterOf(text))];
  const header = rows[0];
  if (header === undefined) throw new SocialChoiceRefusal("missing-section", "the table is empty");
  const columns = header.cells;
  const body = rows.slice(1);
  const headerless = isHeaderless(rows);
  if (!headerless) {
    refuseStrayCells(columns, body);
    const long = readLongBallots(columns, body);
    if (long !== undefined) return long;
    refuseVotersTwice(columns, body);
  }
  const countAt = columns.findIndex((name) => COUNT_COLUMN.test(name));
  const weigh = (row: DelimitedRow) => (countAt < 0 ? 1 : countIn(row, countAt));
  const rankingAt = columns.findIndex((name) => RANKING_COLUMN.test(name));
  if (rankingAt >= 0) {
    const separator = separatorIn(body, rankingAt);
    return fromRankings(body, (row) => tiersIn(row.cells[rankingAt] ?? "", separator), weigh);
  }
  const places = columns.map(placeOf);
  if (places.some((place) => place !== undefined)) {
    const order = columns.map((_, index) => index).filter((index) => places[index] !== undefined);
    order.sort((a, b) => places[a]! - places[b]!);
    return fromRankings(body, (row) => order.flatMap((at) => ((row.cells[at] ?? "") === "" ? [] : [[row.cells[at]!]])), weigh);
  }
  const approvalsAt = columns.findIndex((name) => APPROVAL_COLUMN.test(name));
  if (approvalsAt >= 0) return fromApprovals(body, approvalsAt, weigh);
  const candidates = columns.map((_, index) => index).filter((at) => at !== countAt && !VOTER_COLUMN.test(columns[at]!));
  if (headerless) {
    return fromRankings(
      rows,
      (row) => row.cells.flatMap((cell) => (cell === "" ? [] : [[cell]])),
      () => 1,
    );
  }
  return fromColumns(columns, candidates, body, weigh);
}

/** A cell beyond the header belongs to nothing. */
function refuseStrayCells(columns: readonly string[], body: readonly DelimitedRow[]): void {
  for (const { line, cells } of body) {
    if (cells.slice(columns.length).some((cell) => cell !== "")) {
      throw new SocialChoiceRefusal("bad-row", `${cells.length} cells where the header has ${columns.length}`, line);
    }
  }
}

function refuseVotersTwice(columns: readonly string[], body: readonly DelimitedRow[]): void {
  const voterAt = columns.findIndex((name) => VOTER_ID_COLUMN.test(name));
  const seen = new Set<string>();
  for (const { line, cells } of body) {
    const voter = cells[voterAt] ?? "";
    if (seen.has(voter)) throw new SocialChoiceRefusal("duplicate", `voter ${voter} voted twice`, line);
    if (voter !== "") seen.add(voter);
  }
}

function delimiterOf(text: string): string {
  const line = /^\uFEFF?([^\n]*)/.exec(text)?.[1] ?? "";
  const counts = [",", ";", "\t"].map((delimiter) => ({ delimiter, count: line.split(delimiter).length }));
  return counts.reduce((best, next) => (next.count > best.count ? next : best)).delimiter;
}

function countIn(row: DelimitedRow, at: number): number {
  const cell = row.cells[at] ?? "";
  if (!/^\d{1,15}$/.test(cell)) throw new SocialChoiceRefusal("bad-number", `a count of «${cell}»`, row.line);
  return Number(cell);
}

function placeOf(column: string): number | undefined {
  const word = PLACE_WORDS.indexOf(column.toLowerCase().replace(/[ _]?(?:choice|preference|rank)$/, ""));
  if (word >= 0) return word + 1;
  const match = PLACE_COLUMN.exec(column);
  return match === null ? undefined : Number(match[1]);
}

function separatorIn(rows: readonly DelimitedRow[], at: number): string {
  return [">", ";", "|", ","].find((separator) => rows.some(({ cells }) => cells[at]?.includes(separator) === true)) ?? ">";
}

function tiersIn(cell: string, separator: string): readonly (readonly string[])[] {
  if (cell === "") return [];
  return cell.split(separator).map((tier) =>
    tier
      .split("=")
      .map((name) => name.trim())
      .filter((name) => name !== ""),
  );
}

function isHeaderless(rows: readonly DelimitedRow[]): boolean {
  const later = new Set(rows.slice(1).flatMap((row) => row.cells));
  const named = rows[0]!.cells.filter((cell) => cell !== "");
  return named.every((name) => later.has(name) && !YES.test(name) && !NO.test(name) && !/^\d+$/.test(name));
}

function fromRankings(
  rows: readonly DelimitedRow[],
  tiersOfRow: (row: DelimitedRow) => readonly (readonly string[])[],
  weigh: (row: DelimitedRow) => number,
): Profile {
  const names: Names = { list: [], indexOf: new Map() };
  const ballots = rows.flatMap((row) => {
    const tiers = tiersOfRow(row).filter((tier) => tier.length > 0);
    const flat = tiers.flat();
    if (new Set(flat).size !== flat.length)
      throw new SocialChoiceRefusal("bad-vote", "a ballot names a candidate twice", row.line);
    const indexes = tiers.map((tier) => tier.map((name) => indexOfName(names, name)));
    return weighted(ballotOfTiers(indexes, 1), weigh(row));
  });
  return profileOf({ candidates: names.list, ballots, kind: "ranking" });
}

/** A row that nobody cast is no ballot. */
function weighted(ballot: Ballot, weight: number): readonly Ballot[] {
  return weight === 0 ? [] : [{ ...ballot, weight }];
}

function indexOfName(names: Names, name: string): number {
  const known = names.indexOf.get(name);
  if (known !== undefined) return known;
  names.indexOf.set(name, names.list.length);
  names.list.push(name);
  return names.list.length - 1;
}

function approvalBallot(approved: readonly number[]): Ballot {
  return { weight: 1, ranking: approved, tiers: approved.length === 0 ? [] : [approved.length] };
}

function fromApprovals(rows: readonly DelimitedRow[], at: number, weigh: (row: DelimitedRow) => number): Profile {
  const names: Names = { list: [], indexOf: new Map() };
  const ballots = rows.flatMap((row) => {
    const approved = (row.cells[at] ?? "").split(/[;|,]/).map((name) => name.trim());
    const indexes = [...new Set(approved.filter((name) => name !== "").map((name) => indexOfName(names, name)))];
    return weighted(approvalBallot(indexes), weigh(row));
  });
  return profileOf({ candidates: names.list, ballots, kind: "approval" });
}

function fromColumns(
  columns: readonly string[],
  candidates: readonly number[],
  rows: readonly DelimitedRow[],
  weigh: (row: DelimitedRow) => number,
): Profile {
  const cell = (row: DelimitedRow, at: number) => row.cells[at] ?? "";
  const names = candidates.map((at) => columns[at]!);
  if (rows.every((row) => candidates.every((at) => YES.test(cell(row, at)) || NO.test(cell(row, at))))) {
    const ballots = rows.flatMap((row) => {
      const approved = candidates.flatMap((at, index) => (YES.test(cell(row, at)) ? [index] : []));
      return weighted(approvalBallot(approved), weigh(row));
    });
    return profileOf({ candidates: names, ballots, kind: "approval" });
  }
  const ballots = rows.flatMap((row) => {
    const byRank = new Map<number, number[]>();
    for (const [index, at] of candidates.entries()) {
      const rank = cell(row, at);
      if (rank === "" || rank === "0" || rank === "-") continue;
      if (!/^\d{1,9}$/.test(rank)) {
        throw new SocialChoiceRefusal(
          "unknown-format",
          `«${rank}» under ${names[index]} is neither a rank nor yes or no`,
          row.line,
        );
      }
      byRank.set(Number(rank), [...(byRank.get(Number(rank)) ?? []), index]);
    }
    const tiers = [...byRank].sort(([a], [b]) => a - b).map(([, tier]) => tier);
    return weighted(ballotOfTiers(tiers, 1), weigh(row));
  });
  return profileOf({ candidates: names, ballots, kind: "ranking" });
}
