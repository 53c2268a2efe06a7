import { describe, expect, test } from "vitest";
import { type PlainVerdict, type RuleDocument, plainJudge } from "../bench/plain-judge.ts";
import { oneOf, randomFrom, randomMeeting, randomRule } from "../bench/random-meetings.ts";
import collective from "./defaults/collective.json" with { type: "json" };
import party from "./defaults/party.json" with { type: "json" };
import urban from "./defaults/urban.json" with { type: "json" };
import village from "./defaults/village.json" with { type: "json" };
import { SHIPPED_RULES, type Verdict, judge, readMeeting, readRule } from "./index.ts";

const DOCUMENTS = [village, party, collective, urban].flatMap((list) => list as unknown as readonly RuleDocument[]);
/** One meeting in four is judged by a rule written for it, the rest by the rules of the law. */
const MEETINGS = 100_000;
/** Each seed is another 100,000 meetings; the nightly run takes ten. */
const SEEDS = Array.from({ length: process.env["GONGZHI_NIGHTLY"] === "1" ? 10 : 1 }, (_, index) => 4 + index);

function asPlain(verdict: Verdict): PlainVerdict {
  return {
    held: verdict.held,
    valid: verdict.valid,
    passed: verdict.passed,
    mustBeCalled: verdict.mustBeCalled,
    beyondPower: verdict.outcome === "beyond-power",
    elected: verdict.selection === null ? null : [...verdict.selection.elected].sort(),
  };
}

describe("the second implementation", () => {
  test.each(SEEDS)("100,000 random meetings, under every shipped rule and random ones: 0 differences (seed %i)", (seed) => {
    const random = randomFrom(seed);
    const differences: string[] = [];
    const seen = new Map<string, number>();
    const judged = new Set<string>();
    for (let index = 0; index < MEETINGS; index += 1) {
      const document = index % 4 === 0 ? randomRule(random) : oneOf(random, DOCUMENTS);
      const meeting = randomMeeting(random, document);
      // A rule that ended before 2026 judges no meeting of March 2026.
      if (document.to === "2025-12-31") delete meeting.meetingDay;
      const rule = readRule(document);
      const verdict = judge(rule, readMeeting(meeting));
      const plain = plainJudge(document, meeting);
      plain.elected?.sort();
      if (JSON.stringify(asPlain(verdict)) !== JSON.stringify(plain)) {
        differences.push(`${rule.id} ${JSON.stringify(meeting)} ${JSON.stringify(asPlain(verdict))} ${JSON.stringify(plain)}`);
      }
      seen.set(verdict.outcome, (seen.get(verdict.outcome) ?? 0) + 1);
      judged.add(`${rule.id} ${rule.version}`);
    }
    expect(differences.slice(0, 3)).toEqual([]);
    // The random meetings reach every outcome and every rule, so that agreement means something.
    expect([...seen.keys()].sort().join(" ")).toBe(
      "beyond-power failed held invalid must-be-called need-not-be-called not-held not-judged partly-filled passed valid",
    );
    for (const [outcome, times] of seen) expect([outcome, times >= 20]).toEqual([outcome, true]);
    expect(judged.size).toBe(SHIPPED_RULES.length + 1);
  });
});
