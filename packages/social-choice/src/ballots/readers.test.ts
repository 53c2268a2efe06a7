import { describe, expect, test } from "vitest";
import { SocialChoiceRefusal } from "../refusal.ts";
import { listReal, readReal } from "../fixtures/real-data.ts";
import { type Profile, tiersOf, votersOf } from "./profile.ts";
import { readBallots } from "./read-ballots.ts";

/** The ballots as text: `2×Anna>Bo=Cai`. */
function told({ candidates, ballots }: Profile): readonly string[] {
  return ballots.map((ballot) => {
    const tiers = tiersOf(ballot).map((tier) => tier.map((candidate) => candidates[candidate]).join("="));
    return `${ballot.weight}×${tiers.join(">")}`;
  });
}

function refusalOf(text: string, name: string): string {
  try {
    readBallots(text, name);
  } catch (error) {
    if (error instanceof SocialChoiceRefusal) return `${error.code} ${error.line ?? "-"}`;
    throw error;
  }
  return "accepted";
}

const BLT = `# a village
3 2
-3
4 1 2 0
3 2=1 0
2 3 1 0 # the third is withdrawn
0
"Anna   Berg"
"Bo"
"Cai"
"Committee"
`;

describe(".blt", () => {
  test("has seats, weights, equals, comments, names and withdrawn candidates", () => {
    const profile = readBallots(BLT.replace("3 2=1 0", "3 2=1 3 0"), "x.blt");
    expect(profile).toMatchObject({ candidates: ["Anna Berg", "Bo"], seats: 2, kind: "ranking", title: "Committee" });
    expect(told(profile)).toEqual(["4×Anna Berg>Bo", "3×Bo=Anna Berg", "2×Anna Berg"]);
  });

  test("may have ballot ids for weights, nicknames, options, comments and several ballots a line", () => {
    const text = `\uFEFF3 1 /* three
      for one */ [nick ann bo cai] [tie 3 2 1]\r\n(17) 2 1 0 (b 2) cai=ann 0\r\n5 bo 0\r\n0 "Anna" "Bo" "Cai"\r\n`;
    expect(told(readBallots(text, "x.blt"))).toEqual(["1×Bo>Anna", "1×Cai=Anna", "5×Bo"]);
  });

  test("a quote in a name is written with a backslash", () => {
    const quoted = BLT.replace('"Anna   Berg"', String.raw`"Anna \"An\" Berg"`);
    expect(readBallots(quoted, "x.blt")).toMatchObject({ candidates: ['Anna "An" Berg', "Bo"], title: "Committee" });
  });

  test.each([
    ["no head", "x\n", "bad-header 1"],
    ["everybody withdrawn", BLT.replace("-3", "-1 -2 -3"), "no-candidates -"],
    ["no end", "1 1\n1 1 0\n", "missing-section 2"],
    ["a name twice", BLT.replace('"Bo"', '"Cai"'), "duplicate 10"],
    ["a nickname too few", BLT.replace("3 2\n", "3 2\n[nick a b]\n"), "count-mismatch 3"],
    ["a quote left open", BLT.replace('"Bo"', '"Bo'), "bad-quote 9"],
    ["a ballot without an end", BLT.replace("4 1 2 0", "4 1 2"), "bad-row 4"],
    ["a ballot without a weight", BLT.replace("4 1 2 0", "x 1 2 0"), "bad-row 4"],
    ["a candidate that is none", BLT.replace("4 1 2 0", "4 1 9 0"), "unknown-candidate 4"],
    ["a candidate twice", BLT.replace("4 1 2 0", "4 1 1 0"), "bad-vote 4"],
    ["a name too few", BLT.replace('"Cai"\n"Committee"\n', ""), "count-mismatch 7"],
    ["a name without quotes", BLT.replace('"Bo"', "Bo"), "bad-quote 9"],
  ])("%s is refused", (_, text, refusal) => {
    expect(refusalOf(text, "x.blt")).toBe(refusal);
  });
});

const TOI = `# FILE NAME: x.toi
# NUMBER ALTERNATIVES: 3
# NUMBER VOTERS: 5
# ALTERNATIVE NAME 1: Anna
# ALTERNATIVE NAME 2: Bo: the younger
# ALTERNATIVE NAME 3: Cai
3: 1,{2,3}
2: 2
`;

describe("PrefLib's orders", () => {
  test("of today", () => {
    const profile = readBallots(TOI, "x.toi");
    expect(profile.candidates).toEqual(["Anna", "Bo: the younger", "Cai"]);
    expect(told(profile)).toEqual(["3×Anna>Bo: the younger=Cai", "2×Bo: the younger"]);
  });

  test("of before 2022", () => {
    expect(told(readBallots("3\n1,Anna\n2,Bo\n3,Cai\n5,5,2\n3,1,2,3\n2,3,1,2\n", "x.soc"))).toEqual([
      "3×Anna>Bo>Cai",
      "2×Cai>Anna>Bo",
    ]);
  });

  test.each([
    ["voters that do not add up", TOI.replace("VOTERS: 5", "VOTERS: 6"), "x.toi", "count-mismatch 3"],
    ["alternatives that do not add up", TOI.replace("ALTERNATIVES: 3", "ALTERNATIVES: 4"), "x.toi", "count-mismatch 2"],
    ["a name twice", TOI.replace("3: Cai", "3: Anna"), "x.toi", "duplicate 6"],
    ["an order of nobody", TOI.replace("2: 2", "0: 2"), "x.toi", "bad-number 8"],
    ["ties in a strict file", TOI, "x.soi", "bad-vote 7"],
    ["a short ballot in a complete file", TOI, "x.toc", "bad-vote 8"],
    ["an alternative that is none", TOI.replace("2: 2", "2: 4"), "x.toi", "unknown-candidate 8"],
    ["an alternative twice", TOI.replace("2: 2", "2: 2,2"), "x.toi", "bad-vote 8"],
    ["an order that is none", TOI.replace("2: 2", "2: b"), "x.toi", "bad-number 8"],
    ["braces left open", TOI.replace("{2,3}", "{2,3"), "x.toi", "bad-row 7"],
  ])("%s is refused", (_, text, name, refusal) => {
    expect(refusalOf(text, name)).toBe(refusal);
  });
});

const ABC = `description: "two
  lines"
profile: [[0, 1], [],
  [2]]
num_cand: 4
committeesize: 2
voter_weights: [1, 0.5, 2]
compute:
- rule_id: av
  result: [[0, 2]]
`;

describe(".abc.yaml", () => {
  test("has approvals, weights and a committee size", () => {
    const profile = readBallots(ABC, "x.abc.yaml");
    expect(profile).toMatchObject({ candidates: ["0", "1", "2", "3"], seats: 2, kind: "approval" });
    expect(told(profile)).toEqual(["2×0=1", "1×", "4×2"]);
  });

  test.each([
    ["line by line", "profile:\n- [0, 2]\n- []\n- [1]\n"],
    ["line by line, indented, with comments", "profile: # three\n  - [0,\n     2] # first\n  - []\n  # last\n  - [1]\n"],
    ["an approval a line", "profile:\n- - 0\n  - 2\n- []\n- - 1\n"],
    ["an approval a line, below the dash", "profile:\n-\n  - 0\n  - 2\n- []\n-\n  - 1\n"],
    ["in braces, with commas at the ends", "profile: [{0, 2,}, [], {1},]\n"],
    ["with Windows lines and a byte order mark", "\uFEFFprofile: [[0, 2],\r\n  [], [1]]\r\n"],
  ])("may list voters %s", (_, text) => {
    expect(told(readBallots(text, "x.abc.yaml"))).toEqual(["1×0=2", "1×", "1×1"]);
  });

  test("may weigh voters by fractions, and line by line", () => {
    expect(told(readBallots("profile: [[0], [1], [0]]\nvoter_weights:\n- 1/3\n- 0.5 # half\n- 1\n", "x.abc.yaml"))).toEqual([
      "2×0",
      "3×1",
      "6×0",
    ]);
  });

  test.each([
    ["no profile", "num_cand: 2\n", "missing-section -"],
    ["an unknown key", `${ABC}votes: 3\n`, "unknown-format 11"],
    ["a candidate that is none", ABC.replace("num_cand: 4", "num_cand: 2"), "unknown-candidate 3"],
    ["names for numbers", "profile: [[anna]]\n", "bad-row 1"],
    ["a weight too few", ABC.replace("[1, 0.5, 2]", "[1, 2]"), "count-mismatch 7"],
    ["brackets left open", "profile: [[0, 1]\n", "bad-row 1"],
    ["a bracket too many", "profile: [[0, 1]]]\n", "bad-row 1"],
    ["a comma without a number", "profile: [[0,, 1]]\n", "bad-row 1"],
    ["lists in lists in lists", "profile: [[[0]]]\n", "bad-row 1"],
    ["a number for a list", "profile: [0, 1]\n", "bad-row 1"],
    ["dashes farther in than the first", "profile:\n- [0]\n   - [1]\n", "bad-row 1"],
    ["a weight of nothing", ABC.replace("0.5", "0"), "bad-number 7"],
    ["a weight over nothing", ABC.replace("0.5", "1/0"), "bad-number 7"],
    ["a committee size in words", ABC.replace("committeesize: 2", "committeesize: two"), "bad-number 6"],
  ])("%s is refused", (_, text, refusal) => {
    expect(refusalOf(text, "x.abc.yaml")).toBe(refusal);
  });
});

describe(".csv", () => {
  test.each([
    ["a column ranking", "count,ranking\n2,Anna > Bo = Cai\n1,Cai\n", ["2×Anna>Bo=Cai", "1×Cai"]],
    ["columns rank1 …", "voter_id,rank1,rank2\nv1,Anna,Bo\nv2,Cai,\n", ["1×Anna>Bo", "1×Cai"]],
    ["columns first, second", "second choice,first choice\nBo,Anna\n", ["1×Anna>Bo"]],
    ["a column approvals", 'voter;approvals\nv1;"Anna;Bo"\nv2;Cai\n', ["1×Anna=Bo", "1×Cai"]],
    ["a column a candidate, yes or no", "Anna,Bo,Cai\n1,0,x\n,1,\n", ["1×Anna=Cai", "1×Bo"]],
    ["a column a candidate, ranks", "Anna\tBo\tCai\n2\t1\t2\n1\t\t3\n", ["1×Bo>Anna=Cai", "1×Anna>Cai"]],
    ["a column ranking with commas", 'ranking\n"Anna, Bo=Cai"\nCai\n', ["1×Anna>Bo=Cai", "1×Cai"]],
    ["a row a voter and candidate", "voter,candidate\nv1,Anna\nv2,Bo\nv1,Bo\nv3,\n", ["1×Anna=Bo", "1×Bo", "1×"]],
    ["the same with ranks", "voter_id,rank,candidate\nv1,2,Bo\nv1,1,Anna\nv2,1,Bo\n", ["1×Anna>Bo", "1×Bo"]],
    ["votes by candidate", "candidate,votes\nAnna,5\nBo,0\n", ["5×Anna"]],
    ["no header", "Anna,Bo,Cai\nBo,Anna\nCai,Bo,Anna\n", ["1×Anna>Bo>Cai", "1×Bo>Anna", "1×Cai>Bo>Anna"]],
  ])("%s", (_, text, ballots) => {
    expect(told(readBallots(text, "x.csv"))).toEqual(ballots);
  });

  test.each([
    ["nothing", "", "missing-section -"],
    ["nobody named", "ranking\n\n", "no-candidates -"],
    ["a voter twice", "voter_id,ranking\nv1,Anna\nv2,Bo\nv1,Cai\n", "duplicate 4"],
    ["a cell beyond the header", "rank1,rank2\nAnna,Bo,Cai\n", "bad-row 2"],
    ["a voter who names somebody twice", "voter,candidate\nv1,Anna\nv1,Anna\n", "bad-vote 3"],
    ["a rank that is none", "voter,rank,candidate\nv1,best,Anna\n", "bad-number 2"],
    ["a name twice", "ranking\nAnna>Anna\n", "bad-vote 2"],
    ["a count in words", "count,ranking\nmany,Anna\n", "bad-number 2"],
    ["neither ranks nor yes and no", "Anna,Bo\n1,perhaps\n", "unknown-format 2"],
  ])("%s is refused", (_, text, refusal) => {
    expect(refusalOf(text, "x.csv")).toBe(refusal);
  });
});

test("a file of another kind is refused", () => {
  expect(refusalOf("", "ballots.docx")).toBe("unknown-format -");
});

const WARDS = listReal("ballots/scottish-stv", ".blt");

test.skipIf(WARDS.length === 0)("the Glasgow wards of 2007 are all read", () => {
  for (const name of WARDS)
    expect(votersOf(readBallots(readReal(`ballots/scottish-stv/${name}`), name)), name).toBeGreaterThan(4_000);
});
