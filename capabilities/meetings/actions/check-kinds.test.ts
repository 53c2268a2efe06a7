import { describe, expect, test } from "vitest";
import kinds from "../defaults/kinds.json" with { type: "json" };
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
