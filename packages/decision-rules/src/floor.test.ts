import { describe, expect, test } from "vitest";
import type { RuleDocument } from "../bench/plain-judge.ts";
import { oneOf, randomFrom, randomMeeting, randomRule } from "../bench/random-meetings.ts";
import { DecisionRefusal, SHIPPED_RULES, judge, loosenings, readMeeting, readRule, resolveRule, shippedRule } from "./index.ts";

type Json = Readonly<Record<string, unknown>>;

function field(act: () => unknown): string {
  try {
    act();
  } catch (error) {
    if (error instanceof DecisionRefusal) return `${error.code} ${error.field}`;
    throw error;
  }
  return "kept";
}

function changed(use: string, changes: Json): string {
  return field(() => resolveRule({ use, with: changes }, null));
}

const ADULTS = { id: "adults", counts: ["adults"] };

describe("a place may tighten", () => {
  test.each<[string, string, Json]>([
    ["longer notice", "villagers-assembly", { notice: { days: 15, withAgenda: true } }],
    ["a higher quorum", "villagers-assembly", { forms: [{ ...ADULTS, quorum: { of: "adults", atLeast: "2/3" } }] }],
    ["one form only", "villagers-assembly", { forms: [{ ...ADULTS, quorum: { of: "adults", moreThan: "1/2" } }] }],
    ["a majority of all", "villagers-assembly", { passing: { of: "all", moreThan: "1/2" } }],
    [
      "both majorities",
      "villagers-assembly",
      {
        passing: {
          allOf: [
            { of: "present", moreThan: "1/2" },
            { of: "forOrAgainst", atLeast: "2/3" },
          ],
        },
      },
    ],
    [
      "either of two stricter ones",
      "villagers-assembly",
      {
        passing: {
          anyOf: [
            { of: "all", moreThan: "1/2" },
            { of: "present", atLeast: "2/3" },
          ],
        },
      },
    ],
    [
      "fewer needed to ask",
      "villagers-assembly",
      {
        initiative: [
          { of: "adults", atLeast: "1/20" },
          { of: "representatives", atLeast: "1/3" },
        ],
      },
    ],
    [
      "more women",
      "representatives-meeting",
      {
        composition: [
          { count: "women", of: "members", atLeast: "2/5" },
          { count: "representatives", of: "members", atLeast: "4/5" },
        ],
      },
    ],
    ["one more excluded matter", "villagers-assembly", { items: { "sell-school": { decidable: false } } }],
    ["no proxies", "collective-members-meeting", { proxies: { allowed: false } }],
    ["a custom rule, freely", "party-members-review", { passing: { of: "present", moreThan: "1/2" } }],
  ])("%s", (_, use, changes) => {
    expect(changed(use, changes)).toBe("kept");
  });
});

describe("a place may not loosen; the refusal names the field and the article", () => {
  test.each<[string, string, string, Json]>([
    ["shorter notice", "notice.days", "villagers-assembly", { notice: { days: 9 } }],
    ["no agenda", "notice.withAgenda", "collective-members-meeting", { notice: { days: 10 } }],
    [
      "at least half",
      "forms.0.quorum",
      "villagers-assembly",
      { forms: [{ ...ADULTS, quorum: { of: "adults", atLeast: "1/2" } }] },
    ],
    ["no quorum", "forms.0.quorum", "villagers-assembly", { forms: [ADULTS] }],
    [
      "another form",
      "forms.0",
      "group-meeting",
      { forms: [{ id: "groups", counts: ["groups"], quorum: { of: "groups", atLeast: "2/3" } }] },
    ],
    ["a majority of votes cast", "forms.0.passing", "villagers-assembly", { passing: { of: "cast", moreThan: "1/2" } }],
    [
      "a way out",
      "forms.0.passing",
      "villagers-assembly",
      {
        passing: {
          anyOf: [
            { of: "present", moreThan: "1/2" },
            { of: "cast", atLeast: "4/5" },
          ],
        },
      },
    ],
    ["of those due instead of all", "forms.0.passing", "collective-members-meeting", { passing: { of: "due", atLeast: "2/3" } }],
    [
      "an easier special matter",
      "items.benefits-for-non-members.passing",
      "collective-members-meeting",
      { items: { "benefits-for-non-members": { passing: { of: "all", atLeast: "2/3" } } } },
    ],
    [
      "a matter made decidable",
      "items.land-compensation",
      "collective-delegates-meeting",
      { items: { "land-compensation": {} } },
    ],
    [
      "more needed to ask",
      "initiative.0",
      "villagers-assembly",
      {
        initiative: [
          { of: "adults", atLeast: "1/5" },
          { of: "representatives", atLeast: "1/3" },
        ],
      },
    ],
    ["a right dropped", "initiative.1", "villagers-assembly", { initiative: [{ of: "adults", atLeast: "1/10" }] }],
    [
      "fewer women",
      "composition.0",
      "representatives-meeting",
      {
        composition: [
          { count: "women", of: "members", atLeast: "1/4" },
          { count: "representatives", of: "members", atLeast: "4/5" },
        ],
      },
    ],
    [
      "oral proxies",
      "proxies.written",
      "collective-members-meeting",
      { proxies: { allowed: true, written: false, holders: ["same-household-adult"] } },
    ],
    ["any holder", "proxies.holders", "collective-members-meeting", { proxies: { allowed: true } }],
    ["proxies brought in", "proxies.allowed", "villagers-assembly", { proxies: { allowed: true } }],
    ["a smaller base", "recusal.base", "villagers-assembly", { recusal: { base: "shrinks" } }],
    ["the party step dropped", "requires.0", "collective-members-meeting", { requires: [] }],
    ["a figure replaced", "aliases.adults", "villagers-assembly", { aliases: { adults: "taxpayers" } }],
  ])("%s", (_, where, use, changes) => {
    expect(changed(use, changes)).toBe(`loosens-floor ${where}`);
  });

  test("the article is in the refusal", () => {
    expect(() => resolveRule({ use: "villagers-assembly", with: { notice: { days: 5 } } }, null)).toThrow(
      /notice\.days: 5 days are fewer than 10; 村民委员会组织法 Art\. 21 \(villagers-assembly\) sets the floor/u,
    );
  });

  test("a whole rule that names its floor is held to it", () => {
    const looser = {
      format: "gongzhi-decision-rule/1",
      id: "our-assembly",
      version: "1",
      kind: "meeting",
      name: { "zh-CN": "本村村民会议", en: "our assembly" },
      level: "village",
      source: { text: "章程", edition: "1", confirmed: true },
      from: null,
      under: "villagers-assembly",
      forms: [{ ...ADULTS, quorum: { of: "adults", moreThan: "1/2" } }],
      passing: { of: "present", moreThan: "1/2" },
    };
    expect(field(() => resolveRule(looser, null))).toBe("loosens-floor notice");
    expect(field(() => resolveRule({ ...looser, under: "no-such-rule" }, null))).toBe("unknown-rule use");
  });

  test("the shipped provincial rules keep the national ones, and every rule keeps itself", () => {
    for (const rule of SHIPPED_RULES) {
      expect(loosenings(rule, rule)).toEqual([]);
      if (rule.under !== null) expect(loosenings(rule, shippedRule(rule.under))).toEqual([]);
    }
    expect(SHIPPED_RULES.filter((rule) => rule.under !== null)).toHaveLength(2);
  });
});

describe("keeping a floor means what it says", () => {
  test("where nothing is found looser, whatever is held, valid or passed locally is so under the floor", () => {
    const random = randomFrom(77);
    const broken: string[] = [];
    let kept = 0;
    let passed = 0;
    for (let index = 0; index < 20_000; index += 1) {
      const floorDocument = randomRule(random);
      const localDocument = varied(random, floorDocument);
      const floor = readRule(floorDocument);
      const local = readRule(localDocument);
      if (loosenings(local, floor).length > 0) continue;
      kept += 1;
      for (let times = 0; times < 4; times += 1) {
        const meeting = readMeeting(randomMeeting(random, localDocument));
        if (meeting.ballots !== null && !countsAlike(localDocument, floorDocument)) continue;
        const below = judge(local, meeting);
        const above = judge(floor, meeting);
        if (below.passed === true) passed += 1;
        for (const answer of ["held", "valid", "passed"] as const) {
          if (below[answer] !== true || above[answer] !== false) continue;
          broken.push(`${answer}: ${JSON.stringify([localDocument, floorDocument, meeting])}`);
        }
      }
    }
    expect(broken.slice(0, 2)).toEqual([]);
    expect(kept).toBeGreaterThan(1000);
    expect(passed).toBeGreaterThan(300);
  });
});

/** The same rule with one thing changed, tighter or looser. */
function varied(random: (below: number) => number, rule: RuleDocument): RuleDocument {
  const other = randomRule(random);
  const share = () => ({ [oneOf(random, ["moreThan", "atLeast"])]: oneOf(random, ["1/2", "3/5", "2/3", "3/4", "9/10"]) });
  const [form] = rule.forms ?? [];
  if (form === undefined) return rule;
  switch (random(8)) {
    case 0:
      return { ...rule, notice: { days: Math.max(0, (rule.notice?.days ?? 0) + random(5) - 2), withAgenda: random(4) > 0 } };
    case 1:
      return { ...rule, forms: [{ ...form, quorum: raised(random, form.quorum ?? {}) }] };
    case 2:
      return { ...rule, passing: raised(random, rule.passing ?? {}) };
    case 3:
      return { ...rule, passing: { allOf: [rule.passing ?? {}, { of: oneOf(random, ["all", "present", "cast"]), ...share() }] } };
    case 4:
      return { ...rule, recusal: { base: oneOf(random, ["stays", "shrinks"]) } };
    case 5:
      return { ...rule, ...(other.proxies === undefined ? {} : { proxies: other.proxies }) };
    case 6:
      return { ...rule, ...(other.requires === undefined ? {} : { requires: other.requires }) };
    default:
      return { ...rule, items: { ...rule.items, plant: { decidable: random(2) === 0 }, sell: { decidable: random(3) === 0 } } };
  }
}

/** Each bound with another base or a share moved by a twelfth. */
function raised(
  random: (below: number) => number,
  tree: NonNullable<RuleDocument["passing"]>,
): NonNullable<RuleDocument["passing"]> {
  if (tree.allOf !== undefined) return { allOf: tree.allOf.map((branch) => raised(random, branch)) };
  if (tree.anyOf !== undefined) return { anyOf: tree.anyOf.map((branch) => raised(random, branch)) };
  const written = tree.moreThan ?? tree.atLeast ?? "1/2";
  const [numerator = 1, denominator = 2] =
    typeof written === "string" ? written.split("/").map(Number) : [written.numerator, written.denominator];
  const moved = Math.min(12 * denominator - 1, Math.max(1, 12 * numerator + denominator * (random(3) - 1)));
  const { moreThan: _, atLeast: __, ...rest } = tree;
  const comparison = oneOf(random, ["moreThan", "atLeast"]);
  const base =
    tree.base === undefined
      ? { of: oneOf(random, [tree.of ?? "all", tree.of ?? "all", "all"]) }
      : { base: oneOf(random, [tree.base, "all"]) };
  return { ...rest, ...base, [comparison]: `${moved}/${12 * denominator}` };
}

function countsAlike(a: RuleDocument, b: RuleDocument): boolean {
  const counted = (tree: NonNullable<RuleDocument["passing"]>): string[] =>
    (tree.allOf ?? tree.anyOf)?.flatMap(counted) ?? [tree.counted ?? a.forms?.[0]?.counts[0] ?? ""];
  const of = (rule: RuleDocument): string =>
    [rule.passing ?? {}, rule.items?.["plant"]?.passing ?? rule.passing ?? {}]
      .map((tree) => [...new Set(counted(tree))].sort().join())
      .join(" ");
  return of(a) === of(b);
}
