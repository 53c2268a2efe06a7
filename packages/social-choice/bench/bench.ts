import { spawnSync } from "node:child_process";
import { resolve } from "node:path";
import {
  type BudgetElection,
  countBallots,
  countBudget,
  electionFromPabulib,
  majority,
  pairwiseMatrix,
  parsePabulib,
} from "../src/index.ts";
import { DATA_FOLDER, isAbsent, readReal } from "../src/fixtures/real-data.ts";
import { cpuSeconds, cpuSecondsEach, median, rounded } from "./cpu-time.ts";
import { openCaritat } from "./peers/caritat.ts";
import { timeLimitedAddOneU } from "./peers/equalshares-limited.ts";
import { openEqualSharesTool } from "./peers/equalshares-tool.ts";
import { countByPabutools } from "./peers/pabutools.ts";
import { profileOfRankings, randomRankings, randomTown } from "./synthetic.ts";

type Emit = (line: Record<string, unknown>) => void;

const EQTOOL = "equalshares-compute-tool, doubles";
const ROUNDS = 3;
/** Peers' counts are seconds long, ours often milliseconds: those are repeated for so long. */
const FILL_SECONDS = 0.4;

const MES_FILES = [
  "Poland_Wieliczka_2023_Green_Budget",
  "Poland_Warszawa_2023_Mokotow",
  "Hungary_Budapest_2024",
  "Poland_Lodz_2022",
];
const PABUTOOLS_FILES = ["Poland_Wieliczka_2023_Green_Budget", "Poland_Warszawa_2023_Mokotow", "Hungary_Budapest_2024"];
const ADD1U_FILES = ["Poland_Wieliczka_2023_Green_Budget", "Poland_Lodz_2022", "Poland_Warszawa_2023_Mokotow"];
const GOALS = { add1u: 10, mesFloats: 5, mesPabutools: 50, pairwise: 9, megabytes: 500 };
/** Budapest takes the peer most of an hour: it is stopped after so many times what we took. */
const BUDAPEST_LIMIT = 12;

/** Seconds are processor time. What is compared is the count, from each side's own election in memory. */
export async function bench(emit: Emit): Promise<void> {
  await benchPairwise(emit);
  benchEqualShares(emit);
  benchPabutools(emit);
  benchAddOneU(emit);
  await benchBudapest(emit);
  benchMemory(emit);
  benchGrowth(emit);
}

function pathOf(file: string): string | undefined {
  const inside = `pabulib/${file}.pb`;
  return isAbsent(inside) ? undefined : resolve(DATA_FOLDER, inside);
}

function electionOf(file: string): BudgetElection {
  return electionFromPabulib(parsePabulib(readReal(`pabulib/${file}.pb`)));
}

function sameWinners(ours: readonly string[], theirs: readonly string[]): boolean {
  return ours.toSorted().join("\n") === theirs.toSorted().join("\n");
}

function benchEqualShares(emit: Emit): void {
  const tool = openEqualSharesTool();
  for (const file of MES_FILES) {
    const name = `mes-cost, ${file}, seconds`;
    if (pathOf(file) === undefined) emit({ name, data: "absent" });
    else if (tool === undefined) emit({ name, peer: EQTOOL, absent: true });
    else {
      const election = electionOf(file);
      const instance = tool.read(readReal(`pabulib/${file}.pb`));
      const same = sameWinners(countBudget(election, "mes-cost").winners, tool.count(instance, "none"));
      const rounds = Array.from({ length: ROUNDS }, () => ({
        ours: cpuSecondsEach(() => countBudget(election, "mes-cost"), FILL_SECONDS),
        theirs: cpuSeconds(() => tool.count(instance, "none")),
      }));
      emitComparison(emit, name, EQTOOL, rounds, GOALS.mesFloats, same);
    }
  }
}

type Round = { readonly ours: number; readonly theirs: number };

function emitComparison(emit: Emit, name: string, against: string, rounds: readonly Round[], goal: number, same: boolean): void {
  const ratios = rounds.map(({ ours, theirs }) => theirs / ours);
  emit({
    name,
    against,
    ours: rounded(median(rounds.map(({ ours }) => ours))),
    peer: rounded(median(rounds.map(({ theirs }) => theirs))),
    ratio: rounded(median(ratios)),
    lowest_ratio: rounded(Math.min(...ratios)),
    goal,
    same_winners: same,
  });
}

function benchPabutools(emit: Emit): void {
  const against = "pabutools, gmpy2";
  for (const file of PABUTOOLS_FILES) {
    const name = `mes-cost, ${file}, seconds`;
    const path = pathOf(file);
    if (path === undefined) {
      emit({ name, data: "absent" });
      continue;
    }
    const first = countByPabutools(path);
    if (first === undefined) {
      emit({ name, peer: against, absent: true });
      continue;
    }
    const election = electionOf(file);
    const same = sameWinners(countBudget(election, "mes-cost").winners, first.winners);
    const rounds = [first, countByPabutools(path)!].map(({ seconds }) => ({
      ours: cpuSecondsEach(() => countBudget(election, "mes-cost"), FILL_SECONDS),
      theirs: seconds,
    }));
    emitComparison(emit, name, against, rounds, GOALS.mesPabutools, same);
  }
}

function benchAddOneU(emit: Emit): void {
  const tool = openEqualSharesTool();
  for (const file of ADD1U_FILES) {
    const name = `mes-cost-add1u, ${file}, seconds`;
    if (pathOf(file) === undefined) emit({ name, data: "absent" });
    else if (tool === undefined) emit({ name, peer: EQTOOL, absent: true });
    else {
      const election = electionOf(file);
      const instance = tool.read(readReal(`pabulib/${file}.pb`));
      let [ours, theirs]: (readonly string[])[] = [[], []];
      // Mokotów takes the peer half a minute: once is enough there, ours before and after it.
      const rounds = Array.from({ length: file.includes("Mokotow") ? 1 : ROUNDS }, () => {
        const before = cpuSeconds(() => (ours = countBudget(election, "mes-cost-add1u").winners));
        const peer = cpuSeconds(() => (theirs = tool.count(instance, "add1u")));
        const after = cpuSeconds(() => countBudget(election, "mes-cost-add1u"));
        return { ours: (before + after) / 2, theirs: peer };
      });
      emitComparison(emit, name, EQTOOL, rounds, GOALS.add1u, sameWinners(ours!, theirs!));
    }
  }
}

async function benchBudapest(emit: Emit): Promise<void> {
  const file = "Hungary_Budapest_2024";
  const name = `mes-cost-add1u, ${file}, seconds`;
  const path = pathOf(file);
  if (path === undefined) return emit({ name, data: "absent" });
  const election = electionOf(file);
  const ours = cpuSeconds(() => countBudget(election, "mes-cost-add1u"));
  const peer = await timeLimitedAddOneU(path, Math.ceil(BUDAPEST_LIMIT * ours));
  if (peer === undefined) return emit({ name, ours: rounded(ours), peer: EQTOOL, absent: true });
  const stopped = peer.stopped ? { stopped_before_its_end: true } : {};
  emit({
    name,
    against: EQTOOL,
    ours: rounded(ours),
    peer: rounded(peer.seconds),
    ratio: rounded(peer.seconds / ours),
    goal: GOALS.add1u,
    ...stopped,
  });
}

async function benchPairwise(emit: Emit): Promise<void> {
  const against = "@node-core/caritat";
  const caritat = await openCaritat();
  for (const [voters, candidates] of [
    [10_000, 30],
    [100_000, 10],
  ] as const) {
    const name = `pairwise majorities, ${voters} x ${candidates}, seconds`;
    if (caritat === undefined) {
      emit({ name, peer: against, absent: true });
      continue;
    }
    const names = Array.from({ length: candidates }, (_, index) => `c${index}`);
    const rankings = randomRankings(voters, candidates, 1);
    const profile = profileOfRankings(rankings, names);
    const ballots = caritat.ballots(rankings, names);
    const matrix = pairwiseMatrix(profile);
    const wins = names.map((_, a) => names.filter((__, b) => majority(matrix, candidates, a, b) > 0).length);
    const same = [...caritat.wins(names, ballots).values()].join() === wins.join();
    const count = Array.from({ length: ROUNDS }, () => ({
      ours: cpuSecondsEach(() => pairwiseMatrix(profile), FILL_SECONDS),
      theirs: cpuSecondsEach(() => caritat.wins(names, ballots), FILL_SECONDS),
    }));
    emitComparison(emit, name, against, count, GOALS.pairwise, same);
    const whole = Array.from({ length: ROUNDS }, () => ({
      ours: cpuSecondsEach(() => pairwiseMatrix(profileOfRankings(rankings, names)), FILL_SECONDS),
      theirs: cpuSecondsEach(() => caritat.wins(names, caritat.ballots(rankings, names)), FILL_SECONDS),
    }));
    emitComparison(emit, `${name}, from rankings`, against, whole, GOALS.pairwise, same);
  }
}

function benchMemory(emit: Emit): void {
  for (const rule of ["mes-cost", "mes-cost-add1u", "phragmen"]) {
    const name = `${rule}, Poland_Lodz_2022 (90,494 voters x 160), most memory of the process, MB`;
    const path = pathOf("Poland_Lodz_2022");
    if (path === undefined) {
      emit({ name, data: "absent" });
      continue;
    }
    const run = spawnSync(process.execPath, [resolve(import.meta.dirname, "memory-run.ts"), path, rule], { encoding: "utf8" });
    const { megabytes } = JSON.parse(run.stdout) as { readonly megabytes: number };
    emit({ name, ours: Math.round(megabytes), goal: GOALS.megabytes, within: megabytes < GOALS.megabytes });
  }
}

/** Ours alone, to show how it grows: seconds for tenfold ballots. */
function benchGrowth(emit: Emit): void {
  for (const voters of [1_000, 10_000, 100_000, 1_000_000]) {
    const town = randomTown(voters, 7);
    let election = town();
    const names = Array.from({ length: 10 }, (_, index) => `c${index}`);
    const profile = profileOfRankings(randomRankings(voters, 10, 3), names);
    const seconds = {
      group: cpuSeconds(() => (election = town())),
      "mes-cost": cpuSeconds(() => countBudget(election, "mes-cost")),
      "mes-cost-add1u": cpuSeconds(() => countBudget(election, "mes-cost-add1u")),
      phragmen: cpuSeconds(() => countBudget(election, "phragmen")),
      pairwise: cpuSeconds(() => pairwiseMatrix(profile)),
      irv: cpuSeconds(() => countBallots(profile, "irv")),
    };
    const line: Record<string, unknown> = { name: `growth, ${voters} ballots, seconds`, distinct: election.weights.length };
    for (const [what, value] of Object.entries(seconds)) line[what] = rounded(value);
    emit(line);
  }
}
