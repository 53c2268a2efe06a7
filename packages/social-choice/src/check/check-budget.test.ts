import { describe, expect, test } from "vitest";
import { BUDGET_RULES, type BudgetOutcome, countBudget } from "../budget/count-budget.ts";
import { electionFromPabulib } from "../budget/from-pabulib.ts";
import { alterations } from "../fixtures/alterations.ts";
import { randomBudget } from "../fixtures/random-elections.ts";
import { isAbsent, readReal } from "../fixtures/real-data.ts";
import { VILLAGE_PB } from "../fixtures/village.ts";
import { parsePabulib } from "../pabulib/parse-pabulib.ts";
import type { PabulibFile } from "../pabulib/pabulib-file.ts";
import { budgetCase } from "./budget-case.ts";
import { checkBudgetOutcome } from "./check-budget.ts";

const RULES = BUDGET_RULES.map(({ rule }) => rule);
const ELECTIONS = process.env["GONGZHI_NIGHTLY"] === "1" ? 2_000 : 200;

function faultsOf(file: PabulibFile, rule: string, change: (outcome: BudgetOutcome) => BudgetOutcome = (same) => same) {
  return checkBudgetOutcome(budgetCase(file), change(countBudget(electionFromPabulib(file), rule, { explain: true })));
}

function randomFile(seed: number): PabulibFile {
  const { ids, costs, budget, ballots } = randomBudget(seed);
  const projects = ids.map((id, index) => `${id};${costs[index]}`);
  const votes = ballots.map((ballot, index) => `${index};${ballot.map((choice) => ids[choice]).join(",")}`);
  // What costs nothing, wanted or not, must stand in the account too.
  if (seed % 3 === 0) projects.push("0;0");
  if (seed % 6 === 0) votes[0] += votes[0]!.endsWith(";") ? "0" : ",0";
  const meta = ["META", "key;value", `budget;${budget}`, "vote_type;approval", "min_project_score_threshold;2"];
  return parsePabulib([...meta, "PROJECTS", "project_id;cost", ...projects, "VOTES", "voter_id;vote", ...votes].join("\n"));
}

describe("the checker", () => {
  test.each(RULES)(`finds nothing wrong with %s on ${ELECTIONS} random elections full of ties`, (rule) => {
    for (let seed = 1; seed <= ELECTIONS; seed += 1) expect(faultsOf(randomFile(seed), rule), `seed ${seed}`).toEqual([]);
  });

  test.each(RULES)("notices when %s is said to have elected others, at every place", (rule) => {
    let noticed = 0;
    for (let seed = 1; seed <= 40; seed += 1) {
      const file = randomFile(seed);
      const outcome = countBudget(electionFromPabulib(file), rule, { explain: true });
      for (const index of outcome.winners.keys()) {
        const winners = outcome.winners.filter((_, place) => place !== index);
        expect(faultsOf(file, rule, (honest) => ({ ...honest, winners }))).not.toEqual([]);
        noticed += 1;
      }
    }
    expect(noticed).toBeGreaterThan(20);
  });

  test.each(RULES)("notices when a round of %s is left out, and when two change places", (rule) => {
    let noticed = 0;
    for (let seed = 1; seed <= 40; seed += 1) {
      const file = randomFile(seed);
      const { rounds = [], ties } = countBudget(electionFromPabulib(file), rule, { explain: true });
      if (ties.length > 0) continue;
      const without = rounds.slice(1);
      const swapped = rounds.length < 2 ? without : [rounds[1]!, rounds[0]!, ...rounds.slice(2)];
      for (const changed of [without, swapped]) {
        if (changed.length === 0) continue;
        const told = (honest: BudgetOutcome): BudgetOutcome => ({
          ...honest,
          rounds: changed,
          winners: winnersIn(honest, changed),
        });
        noticed += Number(faultsOf(file, rule, told).length > 0);
      }
    }
    expect(noticed).toBeGreaterThan(10);
  });

  test("notices a wrong price, a wrong number of payers, and a tie kept silent", () => {
    const file = parsePabulib(VILLAGE_PB);
    const price = (outcome: BudgetOutcome): BudgetOutcome => ({
      ...outcome,
      rounds: outcome.rounds!.map((round) => (round.kind === "shares" ? { ...round, price: `${round.price}1` } : round)),
    });
    const payers = (outcome: BudgetOutcome): BudgetOutcome => ({
      ...outcome,
      rounds: outcome.rounds!.map((round) =>
        round.kind === "shares" ? { ...round, payers: { ...round.payers, full: round.payers.full + 1 } } : round,
      ),
    });
    expect(faultsOf(file, "mes-cost")).toEqual([]);
    expect(faultsOf(file, "mes-cost", price).join()).toContain("the payments are not the cost");
    expect(faultsOf(file, "mes-cost", payers)).toContain("equal-shares round 1 (well): stated wrongly: payers.full");
    const silent = (outcome: BudgetOutcome): BudgetOutcome => ({ ...outcome, ties: [] });
    const faults = Array.from({ length: 60 }, (_, seed) => faultsOf(randomFile(seed + 1), "mes-cost", silent)).flat();
    expect(faults.some((fault) => fault.includes("is not reported"))).toBe(true);
  });

  test.each(RULES)("notices when any one figure, name or entry of the account of %s is changed or left out", (rule) => {
    const unnoticed = [1, 2, 3, 6].flatMap((seed) => {
      const [file, election] = [budgetCase(randomFile(seed)), electionFromPabulib(randomFile(seed))];
      const outcome = countBudget(election, rule, { explain: true });
      return alterations(outcome).filter(
        ({ path, altered }) => !isOnTrust(path, rule) && checkBudgetOutcome(file, altered).length === 0,
      );
    });
    expect(unnoticed.map(({ path }) => path)).toEqual([]);
  });

  test("notices that Add1 should have ended before, whatever else is right", () => {
    // A count that goes on beyond an exhaustive outcome is another rule's: told as this one's, every figure of it is true.
    let noticed = 0;
    for (let seed = 1; seed <= 200; seed += 1) {
      const file = randomFile(seed);
      const onward = countBudget(electionFromPabulib(file), "mes-cost-comparison", { explain: true });
      const honest = countBudget(electionFromPabulib(file), "mes-cost-add1", { explain: true });
      const rounds = onward.rounds!.filter(({ kind }) => kind !== "greedy" && kind !== "comparison");
      const winners = rounds.flatMap((round) => (round.kind === "shares" ? [round.project] : []));
      if (stepsOf(honest) === stepsOf(onward)) continue;
      const told = { ...honest, rounds, winners, ties: onward.ties.filter(({ run }) => run !== "greedy") };
      const election = budgetCase(file);
      const said = checkBudgetOutcome(election, told).filter((fault) => fault.includes("before the outcome that was kept"));
      noticed += said.length;
      const trusted: string[] = [];
      const trusting = { everyStep: false, onTrust: (what: string) => trusted.push(what) };
      expect(checkBudgetOutcome(election, told, trusting).filter((fault) => said.includes(fault))).toEqual([]);
      expect(trusted).toEqual([expect.stringMatching(/^that none of the \d+ steps before the one kept was a stop/u)]);
    }
    expect(noticed).toBeGreaterThan(5);
  });

  test.each(RULES)("finds nothing wrong where nobody voted (%s)", (rule) => {
    const [head = ""] = VILLAGE_PB.replace("num_votes;6", "num_votes;0").split("\nv1;");
    expect(faultsOf(parsePabulib(`${head}\n`), rule)).toEqual([]);
  });

  test("asks for the rounds if there are none", () => {
    const file = parsePabulib(VILLAGE_PB);
    const bare = countBudget(electionFromPabulib(file), "greedy-cost");
    expect(checkBudgetOutcome(budgetCase(file), bare)).toEqual(["the outcome has no rounds to check: count it with explain"]);
  });
});

/** The winners that a changed list of rounds would tell of. */
function winnersIn(outcome: BudgetOutcome, rounds: NonNullable<BudgetOutcome["rounds"]>): readonly string[] {
  const told = rounds.flatMap((round) => {
    if (round.kind === "shares" || round.kind === "load") return [round.project];
    return round.kind === "greedy" && round.verdict === "funded" && !outcome.rule.includes("comparison") ? [round.project] : [];
  });
  return outcome.winners.length === told.length ? outcome.winners : told;
}

/** What `checkBudgetOutcome` says it takes on trust: ties of steps not shown, and how add-opt went from change to change. */
function stepsOf({ rounds = [] }: BudgetOutcome): number | undefined {
  return rounds.find((round) => round.kind === "completion")?.steps;
}

function isOnTrust(path: string, rule: string): boolean {
  return rule === "ees-cost-addopt" && /\.(?:steps|budgetPerVoter)$/.test(path);
}

/** Rules that between them have every kind of round; nightly all. */
const TELLING = ["greedy-card", "mes-card-add1u", "mes-cost-comparison", "ees-cost-addopt", "phragmen-skip"];

const REAL = [
  "Netherlands_Assen_2024",
  "Poland_Swiecie_2023",
  "Poland_Wieliczka_2023_Green_Budget",
  "Poland_Krakow_2024_Nowa_Huta",
];

describe.skipIf(isAbsent("pabulib"))("the checker on real budgets", () => {
  test.each(REAL)("%s, by every kind of rule", (name) => {
    const file = parsePabulib(readReal(`pabulib/${name}.pb`));
    for (const rule of process.env["GONGZHI_NIGHTLY"] === "1" ? RULES : TELLING) expect(faultsOf(file, rule), rule).toEqual([]);
  });
});
