import { describe, expect, test } from "vitest";
import kinds from "../defaults/kinds.json" with { type: "json" };
import { makeValidator } from "#platform/registry/validate.ts";
import { KINDS_CHECK } from "./check-kinds.ts";

const LAW = kinds.parameters;
const FROM = "2026-11-26";
type Changes = Readonly<Record<string, unknown>>;

function judge(kind: string, changes: Changes, above?: Changes, rest: Changes = {}) {
  const own = (LAW.kinds as Readonly<Record<string, object>>)[kind];
  const parameters = { ...LAW, ...rest, kinds: { ...LAW.kinds, [kind]: { ...own, ...changes } } };
  return KINDS_CHECK.judge?.({ parameters, above, from: FROM });
}

test("what the house comes with holds", () => {
  expect(judge("villagers-assembly", {})).toBeUndefined();
  expect(judge("villagers-assembly", {}, LAW)).toBeUndefined();
  // No days of one's own are the law's ten.
  expect(judge("villagers-assembly", { noticeDays: 0 }, LAW)).toBeUndefined();
});

describe("against the law", () => {
  test("a shorter notice is refused with the article, a longer one is not", () => {
    expect(judge("villagers-assembly", { noticeDays: 9 })).toMatchObject({
      pointer: "/kinds/villagers-assembly/noticeDays",
      code: "loosens-law",
      facts: { floor: 10 },
      rule: { article: "21" },
    });
    expect(judge("villagers-assembly", { noticeDays: 15 })).toBeUndefined();
    expect(judge("villagers-assembly", { noticeDays: 0 })).toBeUndefined();
  });

  test("nobody is due in a way the rule does not count; a rule that is not there decides nothing, an election least of all", () => {
    expect(judge("representatives-meeting", { due: ["adults"] })).toMatchObject({
      code: "not-due-here",
      facts: { due: "adults" },
    });
    expect(judge("group-meeting", { decides: "somehow" })).toMatchObject({ code: "no-such-decision-rule" });
    expect(judge("group-meeting", { decides: "committee-election" })).toMatchObject({ code: "no-such-decision-rule" });
  });
});

describe("a place's own quorum and majority", () => {
  test("below the law's is refused with the figure and the article, above it is not", () => {
    for (const majority of ["≥1/2", ">1/3", "> 49/100"])
      expect(judge("villagers-assembly", { majority })).toMatchObject({
        pointer: "/kinds/villagers-assembly/majority",
        code: "measure-loosens-law",
        facts: { floor: ">1/2" },
        rule: { article: "22" },
      });
    expect(judge("group-meeting", { quorum: ">1/2" })).toMatchObject({
      pointer: "/kinds/group-meeting/quorum",
      facts: { floor: "≥2/3" },
      rule: { article: "28" },
    });
    expect(judge("villagers-assembly", { majorityOf: "cast" })).toMatchObject({ code: "measure-loosens-law" });
    // Households need two thirds as it is: what is set holds for every form of the meeting.
    expect(judge("villagers-assembly", { quorum: "＞1/2" })).toMatchObject({ code: "measure-loosens-law" });
    for (const stricter of [{ majority: ">1/2" }, { majority: "≥2/3", majorityOf: "all" }, { quorum: ">=3/4" }])
      expect(judge("villagers-assembly", stricter), JSON.stringify(stricter)).toBeUndefined();
  });

  test("where neither law nor custom has one, it is the place's; below the place above it is refused", () => {
    const council = "villagers-council-meeting";
    expect(judge(council, { quorum: "≥2/3", majority: ">1/2" })).toBeUndefined();
    expect(judge("party-members-review", { majorityOf: "present" })).toBeUndefined();
    const own = { ...LAW.kinds[council], quorum: "≥2/3", majority: ">1/2" };
    const above = { ...LAW, kinds: { ...LAW.kinds, [council]: own } };
    expect(judge(council, own, above)).toBeUndefined();
    expect(judge(council, { quorum: ">1/2", majority: ">1/2" }, above)).toMatchObject({
      pointer: `/kinds/${council}/quorum`,
      code: "loosens-rule-above",
      facts: { floor: "≥2/3" },
    });
    expect(judge(council, {}, above)).toMatchObject({ code: "loosens-rule-above" });
  });

  test("is written with a sign and a share, and nothing else", () => {
    const fault = (quorum: string) => {
      const council = { ...LAW.kinds["villagers-council-meeting"], quorum };
      const parameters = { ...LAW, kinds: { ...LAW.kinds, "villagers-council-meeting": council } };
      return makeValidator(KINDS_CHECK.schema).errors(parameters);
    };
    for (const written of ["", ">1/2", "≥2/3", ">=2/3", "＞1/2", "≥ 501/1000"]) expect(fault(written), written).toBeNull();
    for (const written of ["2/3", "过半数", ">0.5", ">1/", ">>1/2", "<1/2"]) expect(fault(written), written).not.toBeNull();
    expect(judge("villagers-council-meeting", { quorum: ">3/2" })).toMatchObject({ code: "measure-not-held" });
  });
});

test.each([
  ["fewer tellers", { noticeDays: 12, tellers: 1 }, {}, "/kinds/villagers-assembly/tellers"],
  ["less notice than the place above gives", { noticeDays: 10 }, {}, "/kinds/villagers-assembly/noticeDays"],
  ["secret ballots of fewer", { noticeDays: 12 }, { leastSecret: 4 }, "/leastSecret"],
  ["more days to wait for a meeting that was asked for", { noticeDays: 12 }, { initiativeDays: 31 }, "/initiativeDays"],
])("against the rule above: %s", (_, changes, rest, pointer) => {
  const assembly = { ...LAW.kinds["villagers-assembly"], noticeDays: 12 };
  const above = { ...LAW, kinds: { ...LAW.kinds, "villagers-assembly": assembly } };
  expect(judge("villagers-assembly", changes, above, rest)).toMatchObject({ pointer, code: "loosens-rule-above" });
});
