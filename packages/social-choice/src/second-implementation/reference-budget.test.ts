import { describe, expect, test } from "vitest";
import type { BudgetElection } from "../budget/budget-election.ts";
import { countBudget } from "../budget/count-budget.ts";
import { electionFromPabulib } from "../budget/from-pabulib.ts";
import { isAbsent, listReal, readReal } from "../fixtures/real-data.ts";
import { parsePabulib } from "../pabulib/parse-pabulib.ts";
import type { PabulibFile } from "../pabulib/pabulib-file.ts";

/** The slowest to recount: Budapest's 22,001 steps of Add1. The others run always. */
const LONG = process.env["GONGZHI_NIGHTLY"] === "1";

type Reference = {
  readonly file: string;
  readonly peer: string;
  readonly rule?: string;
  readonly completion?: "none" | "add1" | "add1u";
  readonly winners_in_order?: readonly string[];
};

/** `mes-cost-multi` is pabutools counting equal ballots together: the same rule. */
function ruleOf({ rule, completion }: Reference): string {
  if (rule !== undefined) return rule.replace("-multi", "");
  return { none: "mes-cost", add1: "mes-cost-add1", add1u: "mes-cost-add1u" }[completion ?? "none"];
}

const FOLDER = "reference/pb";

function readReferences(): readonly Reference[] {
  if (isAbsent(FOLDER)) return [];
  const lines = ["pabutools-sweep14.jsonl", "equalshares-tool-sweep14.jsonl"].flatMap((name) =>
    readReal(`${FOLDER}/${name}`).trim().split("\n"),
  );
  const baseline = JSON.parse(readReal(`${FOLDER}/peers-baseline.json`)) as { readonly results: readonly Reference[] };
  return [...lines.map((line) => JSON.parse(line) as Reference), ...baseline.results].filter((entry) => entry.winners_in_order);
}

const REFERENCES = readReferences();
const elections = new Map<string, BudgetElection>();

function electionIn(name: string): BudgetElection {
  const known = elections.get(name) ?? electionFromPabulib(parsePabulib(readReal(`pabulib/${name}`)));
  elections.set(name, known);
  return known;
}

describe.skipIf(REFERENCES.length === 0)("pabutools and equalshares-compute-tool", () => {
  test.each([...new Set(REFERENCES.map(ruleOf))])("elect the same by %s", (rule) => {
    const winners = new Map<string, readonly string[]>();
    for (const reference of REFERENCES.filter((entry) => ruleOf(entry) === rule)) {
      const { file, peer } = reference;
      const ours = winners.get(file) ?? countBudget(electionIn(file), rule).winners;
      winners.set(file, ours);
      // pabutools writes the winners of Phragmén sorted; orders differ only among ties.
      expect([...ours].sort(), `${peer} on ${file}`).toEqual([...reference.winners_in_order!].sort());
    }
    expect(winners.size).toBeGreaterThan(0);
  });
});

/** The rule a city says it used, as one of ours. Poznań's greedy-custom adds its reserve to a no-skip greedy. */
const OFFICIAL = new Map([
  ["greedy", "greedy-cost"],
  ["greedy-threshold", "greedy-threshold"],
  ["greedy-no-skip", "greedy-no-skip"],
  ["greedy-custom", "greedy-no-skip"],
  ["equalshares", "mes-cost"],
  ["equalshares/add1", "mes-cost-add1"],
  ["equalshares/add1-comparison", "mes-cost-comparison"],
]);

/** Where the city did not do what it says, or broke a tie another way. */
const OTHERWISE = new Map([
  ["Poland_Warszawa_2018_Ursynow_Wysoki_Poludniowy.pb", "project 1137 won and was not built, two lesser ones were"],
  ["Poland_Warszawa_2026_Stary_Mokotow.pb", "1534 and 64 have 272 votes each, and the cheaper was taken"],
]);

function selectedIn(file: PabulibFile): readonly string[] {
  const column = file.projectColumns.indexOf("selected");
  return file.projects.filter((project) => project.cells[column] === "1").map((project) => project.id);
}

const NAMES = listReal("pabulib", ".pb");

describe.skipIf(NAMES.length === 0)("the official outcomes", () => {
  test("are what the stated rule elects", () => {
    let compared = 0;
    for (const name of NAMES) {
      const file = parsePabulib(readReal(`pabulib/${name}`));
      const rule = OFFICIAL.get(file.meta.get("rule") ?? "");
      if (rule === undefined || !file.projectColumns.includes("selected")) continue;
      compared += 1;
      const winners = [...countBudget(electionFromPabulib(file), rule).winners].sort();
      if (OTHERWISE.has(name)) expect(winners, name).not.toEqual(selectedIn(file).toSorted());
      else expect(winners, name).toEqual(selectedIn(file).toSorted());
    }
    expect(compared).toBeGreaterThan(40);
  });

  test("the tie in Stary Mokotów is reported", () => {
    const outcome = countBudget(electionIn("Poland_Warszawa_2026_Stary_Mokotow.pb"), "greedy-threshold");
    expect(outcome.ties).toEqual([{ round: 11, run: "greedy", tied: ["1534", "64"], taken: "1534" }]);
  });

  test.each([
    ["Poland_Wieliczka_2023_Green_Budget.pb", 1615, 873],
    ["Poland_Swiecie_2023.pb", 1245, 363],
  ])("the head count of %s leaves nobody out", (name, preferEqualShares, preferGreedy) => {
    const outcome = countBudget(electionIn(name), "mes-cost-comparison", { explain: true });
    expect(outcome.rounds?.at(-1)).toMatchObject({ kind: "comparison", kept: "equal-shares", preferEqualShares, preferGreedy });
  });

  test.runIf(LONG)("Add1U counts Budapest's 22,001 steps", () => {
    const outcome = countBudget(electionIn("Hungary_Budapest_2024.pb"), "mes-cost-add1u", { explain: true });
    expect(outcome.rounds?.find((round) => round.kind === "completion")).toMatchObject({ steps: 22_001, stopped: "exhaustive" });
  });
});
