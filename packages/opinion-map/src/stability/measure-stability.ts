import { OpinionRefusal } from "../refusal.ts";
import { mapOpinions, type OpinionMap } from "../map/opinion-map.ts";
import { createRandom } from "../random.ts";
import { answerCount, type VoteTable } from "../votes/vote-table.ts";
import { type Resampled, resample } from "./bootstrap.ts";
import { type ChanceTest, isBeyondChance, testAgainstExchanges, testAgainstShuffles } from "./chance.ts";
import { heapsOf, TWO_HEAPS } from "./heaps.ts";

/** How sure a map is. Made from the votes and the seed alone, so that anybody can make it again. */
export type Stability = {
  /** "no groups": what looks like groups is no more than chance and some people's readiness to agree makes. */
  readonly verdict: "groups" | "no groups";
  /** Why: the votes hang together beyond chance; or not, but people fall in two heaps; or neither. */
  readonly because: "beyond-chance" | "two-heaps" | "not-beyond-chance";
  /** Against tables in which answers are exchanged so that every participant's and every statement's counts stay. */
  readonly exchanged: ChanceTest;
  /** Only where people fall in two heaps: against tables in which each statement's answers are dealt anew. */
  readonly shuffled?: ChanceTest;
  /** Share of the variance along the first direction that a split in two explains. */
  readonly heaps: number;
  /** Maps made of people drawn anew from the people there are. */
  readonly replicates: number;
  /** Adjusted Rand index of their groups with the map's: the mean, and the middle nine tenths. */
  readonly agreement: { readonly mean: number; readonly low: number; readonly high: number };
  /** Share of these maps that have as many groups as the map. */
  readonly sameNumber: number;
  readonly groups: readonly GroupStability[];
  readonly statements: readonly StatementStability[];
  /** Large conversations are judged by a part of the people: how many. A smaller part is less sure, never more. */
  readonly people: number;
  readonly seed: number;
};

export type GroupStability = {
  readonly group: number;
  /** Mean share with the group most like it in the other maps, 0 to 1 (Jaccard). */
  readonly likeness: number;
  /** At least 0.75, at least 0.6, less (Hennig 2007). */
  readonly level: "firm" | "fair" | "doubtful";
};

export type StatementStability = {
  readonly statement: string;
  /** In 95 of 100 of the other maps the statement lies no further from its place than this, in the map's units. */
  readonly spread: number;
};

export type StabilityOptions = {
  /** Maps of people drawn anew; 100 where not given. */
  readonly replicates?: number;
  readonly seed?: number;
  /** How many of all the steps are done. */
  readonly onProgress?: (done: number, all: number) => void;
};

const REPLICATES = 100;
const REPLICATES_MAX = 10_000;
/** Tables made by chance: of fewer than 499 none is rare enough; small conversations get more, for they are less clear. */
const CHANCE_TABLES_MIN = 499;
const CHANCE_TABLES_MAX = 999;
const CHANCE_WORK = 10_000_000;
/** More answers than these are not needed, to tell groups from chance and to see how stable they are: people are drawn up to that. */
const ANSWERS_FOR_CHANCE = 20_000;
const ANSWERS_FOR_MAPS = 300_000;
const FIRM = 0.75;
const FAIR = 0.6;

/** Measures whether a map has groups at all, how stable each is, and how far each statement's place can be trusted. */
export function measureStability(map: OpinionMap, options: StabilityOptions = {}): Stability {
  const { replicates = REPLICATES, seed = 1, onProgress } = options;
  if (!Number.isInteger(replicates) || replicates < 1 || replicates > REPLICATES_MAX) {
    throw new OpinionRefusal("bad-option", `replicates is a whole number from 1 to ${REPLICATES_MAX}`);
  }
  const random = createRandom(seed);
  const tested = partOf(map, ANSWERS_FOR_CHANCE, random);
  const judged = partOf(map, ANSWERS_FOR_MAPS, random);
  const tables = chanceTables(tested.votes);
  let done = 0;
  const step = (): void => onProgress?.((done += 1), tables + replicates);
  const chance = judgeChance(tested, { tables, random, step });
  done = tables;
  const maps = Array.from({ length: replicates }, () => {
    const resampled = resample(judged, random);
    step();
    return resampled;
  });
  return { ...chance, ...summaryOf(judged, maps), people: judged.groupOf.filter((group) => group >= 0).length, seed };
}

function chanceTables({ answers }: VoteTable): number {
  return Math.max(CHANCE_TABLES_MIN, Math.min(CHANCE_TABLES_MAX, Math.floor(CHANCE_WORK / answers.length)));
}

type Judging = { readonly tables: number; readonly random: () => number; readonly step: () => void };

function judgeChance({ votes, moderated, places, inConversation }: OpinionMap, { tables, random, step }: Judging) {
  const test = { moderated, replicates: tables, random, onTable: step };
  const heaps = heapsOf(places.x.filter((_, row) => inConversation[row] === 1));
  const exchanged = testAgainstExchanges(votes, test);
  if (isBeyondChance(exchanged)) return { verdict: "groups", because: "beyond-chance", exchanged, heaps } as const;
  if (heaps < TWO_HEAPS) return { verdict: "no groups", because: "not-beyond-chance", exchanged, heaps } as const;
  const shuffled = testAgainstShuffles(votes, test);
  return isBeyondChance(shuffled)
    ? ({ verdict: "groups", because: "two-heaps", exchanged, shuffled, heaps } as const)
    : ({ verdict: "no groups", because: "not-beyond-chance", exchanged, shuffled, heaps } as const);
}

function summaryOf(map: OpinionMap, maps: readonly Resampled[]) {
  const agreements = maps.map(({ agreement }) => agreement);
  const share = (count: number): number => count / maps.length;
  return {
    replicates: maps.length,
    agreement: { mean: meanOf(agreements), low: quantile(agreements, 0.05), high: quantile(agreements, 0.95) },
    sameNumber: share(maps.filter(({ groupCount }) => groupCount === map.groups.length).length),
    groups: map.groups.map(({ id }, at) => {
      const likeness = meanOf(maps.map((one) => one.likeness[at]!));
      return { group: id, likeness, level: likeness >= FIRM ? "firm" : likeness >= FAIR ? "fair" : "doubtful" } as const;
    }),
    statements: map.votes.statements.map((statement, column) => ({
      statement,
      spread: quantile(
        maps.map(({ offsets }) => offsets[column]!),
        0.95,
      ),
    })),
  };
}

function meanOf(values: readonly number[]): number {
  return values.reduce((sum, value) => sum + value, 0) / values.length;
}

/** The smallest value that this share of the values does not exceed. */
function quantile(values: readonly number[], share: number): number {
  const sorted = values.toSorted((left, right) => left - right);
  return sorted[Math.max(0, Math.ceil(share * sorted.length) - 1)]!;
}

/** The map of people drawn without replacement until they hold enough answers; the map itself where it holds no more. */
function partOf(map: OpinionMap, enough: number, random: () => number): OpinionMap {
  const { votes } = map;
  if (votes.answers.length <= enough) return map;
  const rows = [...votes.participants.keys()];
  const drawn: number[] = [];
  for (let answers = 0; answers < enough && rows.length > 0;) {
    const at = Math.floor(random() * rows.length);
    const row = rows[at]!;
    rows[at] = rows.at(-1)!;
    rows.pop();
    drawn.push(row);
    answers += answerCount(votes, row);
  }
  const part = rowsOf(
    votes,
    drawn.sort((left, right) => left - right),
  );
  const moderatedOut = votes.statements.filter((_, column) => map.moderated[column] === 1);
  return mapOpinions(part, { moderatedOut, settings: { ...map.settings, groupStarts: "many" } });
}

/** The table of some participants; statements keep their numbers. */
function rowsOf(votes: VoteTable, rows: readonly number[]): VoteTable {
  const starts = new Int32Array(rows.length + 1);
  for (const [to, row] of rows.entries()) starts[to + 1] = starts[to]! + answerCount(votes, row);
  const columns = new Uint16Array(starts.at(-1)!);
  const answers = new Int8Array(starts.at(-1)!);
  for (const [to, row] of rows.entries()) {
    columns.set(votes.columns.subarray(votes.starts[row], votes.starts[row + 1]), starts[to]);
    answers.set(votes.answers.subarray(votes.starts[row], votes.starts[row + 1]), starts[to]);
  }
  return { participants: rows.map((row) => votes.participants[row]!), statements: votes.statements, starts, columns, answers };
}
