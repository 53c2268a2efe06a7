import { describe, expect, test } from "vitest";
import { BUDGET_RULES, countBudget } from "../budget/count-budget.ts";
import { electionFromPabulib } from "../budget/from-pabulib.ts";
import { checkBudgetOutcome } from "../check/check-budget.ts";
import { budgetCase } from "../check/budget-case.ts";
import { integerBelow, randomBudget, randomFrom } from "../fixtures/random-elections.ts";
import { parsePabulib } from "../pabulib/parse-pabulib.ts";
import { SocialChoiceRefusal } from "../refusal.ts";

const FILES = process.env["GONGZHI_NIGHTLY"] === "1" ? 1_000 : 40;

type Written = { readonly plain: string; readonly odd: string; readonly voteLines: readonly number[] };

/** A random election with what files have at their edges: free projects, one dearer than the budget, cents, empty votes. */
function writeBothWays(seed: number): Written {
  const random = randomFrom(seed);
  const { ids, costs, budget, ballots } = randomBudget(seed);
  const kind = integerBelow(random, 4);
  const edged = costs.map((cost, index) => (index === 0 && kind === 0 ? 0 : index === 0 && kind === 1 ? budget + cost : cost));
  const amount = (units: number): string => (kind === 2 ? `${units}.50` : String(units));
  const meta = [
    ["num_projects", String(ids.length)],
    ["num_votes", String(ballots.length)],
    ["budget", amount(budget)],
    ["vote_type", "approval"],
    ["rule", "greedy"],
  ];
  const projects = ids.map((id, index) => [id, amount(edged[index]!)]);
  const votes = ballots.map((ballot, index) => [`v${index}`, ballot.map((choice) => ids[choice]!).join(",")]);
  const section = (name: string, rows: readonly (readonly string[])[]) => [name, ...rows.map((row) => row.join(";"))];
  const plain = [
    ...section("META", [["key", "value"], ...meta]),
    ...section("PROJECTS", [["project_id", "cost"], ...projects]),
    ...section("VOTES", [["voter_id", "vote"], ...votes]),
  ];

  const quoted = (cell: string): string => `"${cell.replaceAll('"', '""')}"`;
  const odd = [
    [
      ...section("votes", [["voter_id", "age", "vote", "note"]]),
      ...votes.map(([id, vote]) =>
        [id!, "", quoted(` ${vote!.replaceAll(",", " , ")}`), quoted('a "note"; with\n a line')].join(";"),
      ),
    ],
    [
      ...section("Projects", [["project_id", "name", "cost", "category"]]),
      ...projects.map(([id, cost]) => [` ${id} `, quoted("喷泉; 长椅"), cost!.replace(".", ","), ""].join(";")),
    ],
    section(
      "META",
      meta.toReversed().map((row) => [...row, "", ""]),
    ),
  ].flat();
  const ends = ["\n", "\r\n", "\r\n\r\n"][integerBelow(random, 3)]!;
  const firstVote = plain.length - votes.length + 1;
  return {
    plain: plain.join("\n"),
    odd: `${random() < 0.5 ? "\uFEFF" : ""}${odd.join(ends)}${ends}`,
    voteLines: votes.map((_, index) => firstVote + index),
  };
}

describe(`${FILES} Pabulib files written as odd as the format allows`, () => {
  test("hold the same election, and every rule's account of it holds", () => {
    for (let seed = 1; seed <= FILES; seed += 1) {
      const { plain, odd } = writeBothWays(seed);
      const election = electionFromPabulib(parsePabulib(plain));
      const again = electionFromPabulib(parsePabulib(odd));
      for (const { rule } of BUDGET_RULES) {
        const outcome = countBudget(election, rule, { explain: true });
        expect(countBudget(again, rule, { explain: true }), `seed ${seed}, ${rule}`).toEqual(outcome);
        expect(checkBudgetOutcome(budgetCase(parsePabulib(plain)), outcome), `seed ${seed}, ${rule}`).toEqual([]);
      }
    }
  });

  test("are refused with the line where a vote names a project that is not there", () => {
    for (let seed = 1; seed <= FILES; seed += 1) {
      const { plain, voteLines } = writeBothWays(seed);
      const line = voteLines[seed % voteLines.length]!;
      const lines = plain.split("\n");
      lines[line - 1] = `${lines[line - 1]!.split(";")[0]};nowhere`;
      try {
        parsePabulib(lines.join("\n"));
        expect.unreachable(`seed ${seed} was read`);
      } catch (error) {
        expect(error).toBeInstanceOf(SocialChoiceRefusal);
        expect(error).toMatchObject({ code: "unknown-project", line });
      }
    }
  });
});
