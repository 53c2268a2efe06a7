import { describe, expect, test } from "vitest";
import { type ExplainedVerdict, judgeDocuments } from "./index.ts";

function effect(verdict: ExplainedVerdict, code: string): string | undefined {
  return verdict.reasons.find((reason) => reason.code === code)?.effect;
}

describe("composition", () => {
  const council = (members: number) => judgeDocuments({ use: "collective-council-composition" }, { roll: { members } });

  test("a council of 3 to 7, an odd number", () => {
    const found = [2, 3, 4, 5, 6, 7, 8, 9].map((members) => {
      const verdict = council(members);
      return [members, effect(verdict, "composition-range"), effect(verdict, "composition-odd")];
    });
    expect(found).toEqual([
      [2, "warning", "warning"],
      [3, "met", "met"],
      [4, "met", "warning"],
      [5, "met", "met"],
      [6, "met", "warning"],
      [7, "met", "met"],
      [8, "warning", "warning"],
      [9, "warning", "met"],
    ]);
  });

  test("what must not be makes it invalid, what is not stated is said", () => {
    const kin = judgeDocuments({ use: "collective-council-composition" }, { roll: { members: 5, nearRelatives: 2 } });
    expect([kin.outcome, effect(kin, "composition-most")]).toEqual(["invalid", "violated"]);
    expect(effect(council(5), "composition-not-stated")).toBe("unknown");
    const noWoman = judgeDocuments({ use: "villagers-committee-composition" }, { roll: { members: 5, women: 0 } });
    expect(noWoman.outcome).toBe("invalid");
  });
});

describe("what is not stated", () => {
  const meeting = { roll: { members: 9 }, attendance: { members: 9 }, ballots: { for: 9 } };

  test("is noted, or counts against the meeting for who must have established it", () => {
    const rule = { use: "collective-members-meeting" };
    expect(judgeDocuments(rule, meeting)).toMatchObject({ valid: true, passed: true });
    const strict = judgeDocuments(rule, meeting, { missing: "invalid" });
    expect([strict.outcome, effect(strict, "notice-not-stated"), effect(strict, "votes")]).toEqual([
      "invalid",
      "violated",
      "met",
    ]);
  });

  test("a delegation that is not shown makes a reserved matter invalid at once", () => {
    const rule = { use: "representatives-meeting" };
    const reserved = {
      item: "collective-asset-disposal",
      roll: { representatives: 30 },
      attendance: { representatives: 30 },
      ballots: { for: 30 },
    };
    expect(judgeDocuments(rule, reserved).outcome).toBe("invalid");
    expect(judgeDocuments(rule, { ...reserved, facts: { delegatedByAssembly: false } }).outcome).toBe("invalid");
    expect(judgeDocuments(rule, { ...reserved, facts: { delegatedByAssembly: true } }).outcome).toBe("passed");
    expect(judgeDocuments(rule, { ...reserved, item: "village-pact" }).outcome).toBe("beyond-power");
  });
});

describe("recusal, methods, recall", () => {
  const committee = { roll: { members: 7 }, attendance: { members: 7 }, ballots: { for: 4, against: 1 } };

  test("who has an interest must step aside where the rule asks for it, and is seen where it does not", () => {
    const recusal = { interested: 2, steppedAside: 1 };
    const asked = judgeDocuments({ use: "joint-committees-meeting" }, { ...committee, recusal });
    expect([asked.outcome, effect(asked, "recusal-missing")]).toEqual(["invalid", "violated"]);
    const silent = judgeDocuments({ use: "residents-committee-meeting" }, { ...committee, recusal });
    expect([silent.outcome, effect(silent, "recusal-missing")]).toEqual(["passed", "warning"]);
    const stepped = judgeDocuments({ use: "joint-committees-meeting" }, { ...committee, recusal: { steppedAside: 2 } });
    expect([stepped.outcome, effect(stepped, "recusal")]).toEqual(["passed", "info"]);
  });

  test("a way of voting that the rule does not know", () => {
    const vote = (method: string) => judgeDocuments({ use: "joint-committees-meeting" }, { ...committee, method }).outcome;
    expect([vote("show-of-hands"), vote("acclamation")]).toEqual(["passed", "invalid"]);
  });

  test("a recall that too few asked for is invalid whatever the votes", () => {
    const recall = (voters: number) =>
      judgeDocuments(
        { use: "villagers-committee-recall" },
        { roll: { voters: 500 }, initiative: { voters }, attendance: { voters: 400 }, ballots: { for: 400 } },
      );
    expect([recall(99).outcome, recall(99).mustBeCalled]).toEqual(["invalid", false]);
    expect([recall(100).outcome, recall(100).mustBeCalled]).toEqual(["passed", true]);
  });
});

describe("推选", () => {
  test("seats outside the rule's number, and an even number where it must be odd", () => {
    const odd = { leastSeats: 3, mostSeats: 7, odd: true, elected: { of: "present", moreThan: "1/2" } };
    const rule = { use: "villagers-council-selection", with: { selection: odd } };
    const choose = (seats: number) => {
      const candidates = Array.from({ length: seats }, (_, index) => ({ id: `c${index}`, votes: 50 }));
      return judgeDocuments(rule, {
        roll: { adults: 60 },
        attendance: { adults: 55 },
        selection: { seats, cast: 55, candidates },
      });
    };
    expect([2, 3, 4, 5, 7, 8, 9].map((seats) => choose(seats).outcome)).toEqual([
      "invalid",
      "passed",
      "invalid",
      "passed",
      "passed",
      "invalid",
      "invalid",
    ]);
    expect([effect(choose(4), "seats-odd"), effect(choose(9), "seats-range")]).toEqual(["violated", "violated"]);
  });
});
