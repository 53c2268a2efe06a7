import { describe, expect, test } from "vitest";
import { listReal, readReal } from "../fixtures/real-data.ts";
import { VILLAGE_PB } from "../fixtures/village.ts";
import { SocialChoiceRefusal } from "../refusal.ts";
import { parsePabulib } from "./parse-pabulib.ts";
import { writePabulib } from "./write-pabulib.ts";

function refusalOf(text: string): string {
  try {
    parsePabulib(text);
  } catch (error) {
    if (error instanceof SocialChoiceRefusal) return `${error.code} ${error.line ?? "-"}`;
    throw error;
  }
  return "accepted";
}

describe("a Pabulib file", () => {
  test("is read whole: sections, exact amounts, quoted cells, empty ballots", () => {
    const file = parsePabulib(VILLAGE_PB);
    expect(file.voteType).toBe("approval");
    expect(file.budget).toEqual({ units: 1000005n, places: 1 });
    expect(file.meta.get("comment")).toBe('#1: the well, called "old", was repaired; twice');
    expect(file.projects.map((project) => project.id)).toEqual(["road", "well", "lamps", "bench"]);
    expect(file.projects[1]?.cost).toEqual({ units: 2500025n, places: 2 });
    expect(file.voters.map((voter) => voter.ballot.choices)).toEqual([[0, 1], [0], [1, 2], [0, 2], [1], []]);
    expect(file.warnings).toEqual([]);
  });

  test("is written so that it reads back the same", () => {
    const file = parsePabulib(VILLAGE_PB);
    expect(writePabulib(file)).toBe(VILLAGE_PB);
    expect(parsePabulib(writePabulib(file))).toEqual(file);
  });

  test("may have Windows line ends, a byte order mark, blank lines and decimal commas", () => {
    const odd = `\uFEFF${VILLAGE_PB.replace("100000.50", "100000,5").replaceAll("\n", "\r\n\r\n")}`;
    expect(parsePabulib(odd).budget).toEqual({ units: 1000005n, places: 1 });
    expect(parsePabulib(odd).voters).toEqual(parsePabulib(VILLAGE_PB).voters);
  });

  test.each([
    ["cumulative", "v1;road,well;3,2", [3n, 2n]],
    ["scoring", "v1;road,well;-1,0.5", [-1n, 5n]],
    ["ordinal", "v1;well,road;2,1", [2n, 1n]],
  ])("gives the points of a %s ballot", (type, row, units) => {
    const [head = ""] = VILLAGE_PB.replace("approval", type).replace("num_votes;6", "num_votes;1").split("VOTES");
    const file = parsePabulib(`${head}VOTES\nvoter_id;vote;points\n${row}\n`);
    expect(file.voters[0]?.ballot.points?.map((point) => point.units)).toEqual(units);
  });

  test("counts a project once that a ballot names twice, with all its points", () => {
    const [head = ""] = VILLAGE_PB.replace("approval", "cumulative").replace("num_votes;6", "num_votes;1").split("VOTES");
    const file = parsePabulib(`${head}VOTES\nvoter_id;vote;points\nv1;road,well,road;1,2,3\n`);
    expect(file.voters[0]?.ballot).toEqual({
      choices: [0, 1],
      points: [
        { units: 4n, places: 0 },
        { units: 2n, places: 0 },
      ],
    });
    expect(file.warnings.at(-1)).toContain("more than once");
  });

  test("says where declared votes differ from the ballots", () => {
    expect(parsePabulib(VILLAGE_PB.replace("lamps;30000;2", "lamps;30000;9")).warnings).toEqual([
      "the declared votes differ from the ballots for lamps; the ballots are counted",
    ]);
  });
});

describe("ballots beyond what META allows are counted, and said", () => {
  const CUMULATIVE = `META
key;value
budget;100
vote_type;cumulative
PROJECTS
project_id;cost
road;60.5
well;40
VOTES
voter_id;vote;points
v1;road,well;3,2.5
v2;road;1
`;

  test.each([
    ["max_length;1", "the ballot of voter v1 is beyond max_length 1; it is counted as it is"],
    ["min_length;2", "the ballot of voter v2 is beyond min_length 2; it is counted as it is"],
    ["max_sum_points;5", "the ballot of voter v1 is beyond max_sum_points 5; it is counted as it is"],
    ["min_sum_points;6", "the ballot of voter v1 and 1 more is beyond min_sum_points 6; it is counted as it is"],
    ["max_points;2.9", "the ballot of voter v1 is beyond max_points 2.9; it is counted as it is"],
    ["max_sum_cost;100.4", "the ballot of voter v1 is beyond max_sum_cost 100.4; it is counted as it is"],
    ["max_sum_points;5.5", undefined],
    ["max_sum_cost;100.5", undefined],
    ["max_length;2", undefined],
  ])("%s", (limit, warning) => {
    const file = parsePabulib(CUMULATIVE.replace("budget;100", `budget;100\n${limit}`));
    expect(file.warnings).toEqual(warning === undefined ? [] : [warning]);
    expect(file.voters[0]!.ballot.choices).toEqual([0, 1]);
  });
});

describe("a malformed file is refused with its line", () => {
  test.each([
    ["a budget beyond every number", VILLAGE_PB.replace("100000.50", "99999999999999999999"), "too-large 4"],
    ["no section at all", "nothing;here\n", "missing-section 1"],
    ["no VOTES", VILLAGE_PB.split("VOTES")[0] ?? "", `missing-section ${VILLAGE_PB.split("VOTES")[0]!.split("\n").length}`],
    ["a section twice", `${VILLAGE_PB}META\nkey;value\n`, "duplicate 24"],
    ["an unknown vote type", VILLAGE_PB.replace("approval", "guessing"), "unknown-vote-type 7"],
    ["no budget", VILLAGE_PB.replace("budget;100000.50\n", ""), "missing-field 1"],
    ["a budget in words", VILLAGE_PB.replace("100000.50", "plenty"), "bad-number 4"],
    ["a negative cost", VILLAGE_PB.replace("lamps;30000", "lamps;-30000"), "bad-number 14"],
    ["a project twice", VILLAGE_PB.replace("lamps;30000", "well;30000"), "duplicate 14"],
    ["a vote for nobody", VILLAGE_PB.replace("v2;road", "v2;moon"), "unknown-project 19"],
    ["a voter twice", VILLAGE_PB.replace("v2;road", "v1;road"), "duplicate 19"],
    ["a row cut short", VILLAGE_PB.replace("v2;road;41", "v2"), "bad-row 19"],
    ["cells beyond the header", VILLAGE_PB.replace("v2;road;41", "v2;road;41;x"), "bad-row 19"],
    ["a quote never closed", VILLAGE_PB.replace("Old well", '"Old well'), "bad-quote 13"],
    ["a file cut short", VILLAGE_PB.replace("v6;;50\n", ""), "count-mismatch 6"],
    ["a header without cost", VILLAGE_PB.replace("project_id;cost", "project_id;price"), "bad-header 11"],
    ["points without a partner", VILLAGE_PB.replace("approval", "cumulative"), "bad-vote 18"],
    ["two choices on a choose-1 ballot", VILLAGE_PB.replace("approval", "choose-1"), "bad-vote 18"],
  ])("%s", (_, text, refusal) => {
    expect(refusalOf(text)).toBe(refusal);
  });
});

const REAL = listReal("pabulib", ".pb");

describe.skipIf(REAL.length === 0)("the real Pabulib files", () => {
  test("are all read, and written so that they read back the same", () => {
    for (const name of REAL) {
      const file = parsePabulib(readReal(`pabulib/${name}`));
      const again = parsePabulib(writePabulib(file));
      expect(again.projects, name).toEqual(file.projects);
      expect([...again.meta], name).toEqual([...file.meta]);
      expect(again.voters.length, name).toBe(file.voters.length);
      const differing = again.voters.findIndex((voter, index) => voter.cells.join(";") !== file.voters[index]!.cells.join(";"));
      expect(differing, name).toBe(-1);
    }
  });
});
