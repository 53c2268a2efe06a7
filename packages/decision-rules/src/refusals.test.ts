import { describe, expect, test } from "vitest";
import { DecisionRefusal, type DecisionRefusalCode, judgeDocuments, resolveRule, shippedRule, versionInForce } from "./index.ts";

type Json = Readonly<Record<string, unknown>>;

const COUNCIL: Json = {
  format: "gongzhi-decision-rule/1",
  id: "council",
  version: "1",
  kind: "meeting",
  name: { "zh-CN": "议事会", en: "council" },
  level: "village",
  source: { text: "章程", edition: "1", confirmed: true },
  from: "2026-01-01",
  to: "2026-12-31",
  forms: [{ id: "all", counts: ["seats"], quorum: { of: "seats", atLeast: "2/3" } }],
  passing: { of: "present", moreThan: "1/2" },
};
const MEETING: Json = { roll: { seats: 9 }, attendance: { seats: 6 }, ballots: { for: 4, against: 2 } };

function refusal(act: () => unknown): readonly [DecisionRefusalCode, string] | "no refusal" {
  try {
    act();
  } catch (error) {
    if (error instanceof DecisionRefusal) return [error.code, error.field];
    throw error;
  }
  return "no refusal";
}

describe("a statutory committee election", () => {
  test("is refused by name, as a kind and as the name of a default", () => {
    const rule = { ...COUNCIL, kind: "committee-election" };
    expect(refusal(() => judgeDocuments(rule, MEETING))).toEqual(["committee-election", "kind"]);
    for (const use of ["committee-election", "villagers-committee-election", "residents-committee-election"]) {
      expect(refusal(() => judgeDocuments({ use }, MEETING))).toEqual(["committee-election", "use"]);
    }
    expect(() => shippedRule("committee-election")).toThrow(/committee-election.*法定选举/u);
  });
});

describe("figures that contradict each other are refused with the field", () => {
  test.each<[string, DecisionRefusalCode, string, Json]>([
    ["more present than belong", "inconsistent-figures", "attendance.seats", { ...MEETING, attendance: { seats: 10 } }],
    ["more votes than people", "inconsistent-figures", "ballots", { ...MEETING, ballots: { for: 4, against: 3 } }],
    ["votes of who stepped aside", "inconsistent-figures", "ballots", { ...MEETING, recusal: { steppedAside: 1 } }],
    [
      "more stepped aside than came",
      "inconsistent-figures",
      "recusal.steppedAside",
      { ...MEETING, recusal: { steppedAside: 7 } },
    ],
    ["more proxies than attend", "inconsistent-figures", "proxies", { ...MEETING, proxies: 7 }],
    ["more due than belong", "inconsistent-figures", "roll.due", { ...MEETING, roll: { seats: 9, due: 10 } }],
    ["more present than due", "inconsistent-figures", "attendance.seats", { ...MEETING, roll: { seats: 9, due: 5 } }],
    [
      "votes in what is not counted",
      "inconsistent-figures",
      "ballots.area",
      { ...MEETING, ballots: { seats: { for: 4 }, area: { for: 1 } } },
    ],
    ["votes without attendance", "missing-figure", "attendance", { roll: { seats: 9 }, ballots: { for: 4 } }],
    ["attendance of something else", "missing-figure", "attendance.seats", { roll: { seats: 9 }, attendance: { heads: 6 } }],
    ["no roll", "missing-figure", "roll.seats", { attendance: { seats: 6 } }],
    ["a right that is not given", "missing-figure", "initiative.seats", { roll: { seats: 9 }, initiative: { seats: 3 } }],
    ["a form it does not have", "unknown-form", "form", { ...MEETING, form: "households" }],
    [
      "a choice where nobody is chosen",
      "inconsistent-figures",
      "selection",
      { ...MEETING, ballots: undefined, selection: { seats: 1, cast: 1, candidates: [] } },
    ],
    ["a day before the rule", "rule-not-in-force", "meetingDay", { ...MEETING, meetingDay: "2025-12-31" }],
    ["a day after the rule", "rule-not-in-force", "meetingDay", { ...MEETING, meetingDay: "2027-01-01" }],
  ])("%s", (_, code, field, meeting) => {
    expect(refusal(() => judgeDocuments(COUNCIL, JSON.parse(JSON.stringify(meeting))))).toEqual([code, field]);
  });

  test("the first and the last day of a rule are in force", () => {
    for (const meetingDay of ["2026-01-01", "2026-12-31"]) {
      expect(judgeDocuments(COUNCIL, { ...MEETING, meetingDay }).passed).toBe(true);
    }
  });

  test.each<[string, string, Json]>([
    ["more ballots than people", "selection.cast", { seats: 2, cast: 11, candidates: [] }],
    ["more votes than ballots", "selection.candidates.0.votes", { seats: 2, cast: 5, candidates: [{ id: "a", votes: 6 }] }],
    ["more invalid than cast", "selection.invalid", { seats: 2, cast: 5, invalid: 6, candidates: [] }],
    [
      "more names than a ballot has",
      "selection.candidates",
      { seats: 2, cast: 5, candidates: ["a", "b", "c"].map((id) => ({ id, votes: 4 })) },
    ],
  ])("a choice: %s", (_, field, selection) => {
    const meeting = { roll: { adults: 12 }, attendance: { adults: 10 }, selection };
    expect(refusal(() => judgeDocuments({ use: "villagers-council-selection" }, meeting))).toEqual([
      "inconsistent-figures",
      field,
    ]);
  });
});

describe("what is not well formed is refused with the field", () => {
  test.each<[string, string, Json]>([
    ["a float", "roll.seats", { roll: { seats: 8.5 } }],
    ["a negative count", "roll.seats", { roll: { seats: -1 } }],
    ["a text for a number", "roll.seats", { roll: { seats: "9" } }],
    ["a count beyond the limit", "roll.seats", { roll: { seats: 1e15 } }],
    ["a mistyped field", "atendance", { atendance: { seats: 6 } }],
    ["a mistyped tally", "ballots.fro", { ballots: { fro: 6 } }],
    ["a day that does not exist", "meetingDay", { meetingDay: "2026-02-30" }],
    ["ballots without votes for", "ballots.for", { ballots: { against: 3 } }],
    ["a name that is none", "roll.__proto__", JSON.parse('{"roll": {"__proto__": 3}}') as Json],
    [
      "a candidate twice",
      "selection.candidates",
      { selection: { seats: 1, cast: 2, candidates: ["a", "a"].map((id) => ({ id, votes: 1 })) } },
    ],
  ])("a meeting with %s", (_, field, meeting) => {
    expect(refusal(() => judgeDocuments(COUNCIL, meeting))).toEqual(["malformed", field]);
  });

  test.each<[string, DecisionRefusalCode, string, Json]>([
    ["another format", "malformed", "format", { format: "x" }],
    ["an unknown kind", "malformed", "kind", { kind: "poll" }],
    ["a mistyped field", "malformed", "quorom", { quorom: {} }],
    ["a float share", "bad-fraction", "passing.moreThan", { passing: { of: "present", moreThan: 0.5 } }],
    ["a share above one", "bad-fraction", "passing.atLeast", { passing: { of: "present", atLeast: "3/2" } }],
    ["a share of nothing", "bad-fraction", "passing.atLeast", { passing: { of: "present", atLeast: "0/2" } }],
    ["a share that is no text of one", "bad-fraction", "passing.atLeast", { passing: { of: "present", atLeast: "2/3 " } }],
    ["two shares", "malformed", "passing", { passing: { of: "present", atLeast: "1/2", moreThan: "1/2" } }],
    ["no share", "malformed", "passing", { passing: { of: "present" } }],
    ["more than all", "contradictory-rule", "passing.moreThan", { passing: { of: "present", moreThan: "1/1" } }],
    ["no form", "contradictory-rule", "forms", { forms: [] }],
    ["two forms of one name", "contradictory-rule", "forms", { forms: ["a", "a"].map((id) => ({ id, counts: ["seats"] })) }],
    [
      "a measure of what is not counted",
      "contradictory-rule",
      "forms.0",
      { passing: { counted: "area", of: "all", atLeast: "1/2" } },
    ],
    ["an end before its beginning", "contradictory-rule", "to", { to: "2025-01-01" }],
    ["an item of an unknown form", "contradictory-rule", "items.plant.forms", { items: { plant: { forms: ["others"] } } }],
    [
      "nine joined conditions",
      "malformed",
      "passing",
      { passing: { allOf: Array.from({ length: 9 }, () => ({ of: "all", atLeast: "1/2" })) } },
    ],
  ])("a rule with %s", (_, code, field, changes) => {
    expect(refusal(() => judgeDocuments({ ...COUNCIL, ...changes }, MEETING))).toEqual([code, field]);
  });

  test("a default that does not exist", () => {
    expect(refusal(() => resolveRule({ use: "parliament" }, null))).toEqual(["unknown-rule", "use"]);
    expect(refusal(() => resolveRule({ use: "villagers-assembly", version: "1998" }, null))).toEqual(["unknown-rule", "version"]);
  });
});

describe("versions", () => {
  const first = { ...COUNCIL, version: "1", from: "2026-01-01", to: "2026-06-30" };
  const second = { ...COUNCIL, version: "2", from: "2026-07-01", to: null, passing: { of: "all", atLeast: "2/3" } };

  test("the one in force on the day judges", () => {
    expect(judgeDocuments([first, second], { ...MEETING, meetingDay: "2026-06-30" })).toMatchObject({
      passed: true,
      rule: { version: "1" },
    });
    expect(judgeDocuments([first, second], { ...MEETING, meetingDay: "2026-07-01" })).toMatchObject({
      passed: false,
      rule: { version: "2" },
    });
    expect(judgeDocuments([first, second], MEETING).rule.version).toBe("2");
  });

  test("two in force on one day are refused with the day, even when the meeting's day is another", () => {
    const overlapping = [first, { ...second, from: "2026-06-30" }];
    expect(refusal(() => judgeDocuments(overlapping, { ...MEETING, meetingDay: "2026-02-01" }))).toEqual([
      "two-versions-in-force",
      "from",
    ]);
    expect(() => judgeDocuments(overlapping, MEETING)).toThrow(/2026-06-30/u);
    const always = [
      { ...first, from: null, to: null },
      { ...second, from: null },
    ];
    expect(() => judgeDocuments(always, MEETING)).toThrow(/every day/u);
  });

  test("a day that no version holds is refused", () => {
    const gap = [first, { ...second, from: "2026-08-01" }];
    expect(refusal(() => judgeDocuments(gap, { ...MEETING, meetingDay: "2026-07-15" }))).toEqual([
      "no-version-in-force",
      "meetingDay",
    ]);
    expect(refusal(() => versionInForce([], null))).toEqual(["no-version-in-force", "meetingDay"]);
  });

  test("a list holds versions of one rule", () => {
    expect(refusal(() => resolveRule([first, { ...second, id: "other" }], null))).toEqual(["malformed", "id"]);
    expect(refusal(() => resolveRule([], null))).toEqual(["malformed", ""]);
  });

  test("the shipped defaults change with the amendment of 2026", () => {
    expect(shippedRule("villagers-assembly", "2025-12-31").version).toBe("2018");
    expect(shippedRule("villagers-assembly", "2026-01-01").source.confirmed).toBe(false);
  });
});

test("a rule cannot free itself from the one it is under by calling itself national", () => {
  const use = "representatives-meeting-shanghai";
  const meeting = { meetingDay: "2026-03-20", notice: { day: "2026-03-19", withAgenda: true } };
  const looser = { level: "national", notice: { days: 1, withAgenda: true } };
  expect(refusal(() => judgeDocuments({ use, with: looser }, meeting))).toEqual(["contradictory-rule", "level"]);
  expect(refusal(() => judgeDocuments({ use, with: { ...looser, level: "village" } }, meeting))).toEqual([
    "loosens-floor",
    "notice.days",
  ]);
  const own = { ...COUNCIL, level: "national", under: use, from: null, to: null };
  expect(refusal(() => judgeDocuments(own, meeting))).toEqual(["contradictory-rule", "level"]);
  // The representatives' meeting of a province is under the national one, and of a lower level.
  expect(judgeDocuments({ use }, meeting).outcome).toBe("invalid");
});
