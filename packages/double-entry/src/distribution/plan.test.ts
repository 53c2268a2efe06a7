import { readdirSync, readFileSync } from "node:fs";
import { describe, expect, test } from "vitest";
import { accepted, refusalOf } from "../fixtures/accepted.ts";
import { Book, isRefusal, outcomeJson, type PlanOutcome, reckonPlan } from "../index.ts";

const EXAMPLES = new URL("../../examples/", import.meta.url);

type Json = Record<string, unknown>;

function example(name: string): Json {
  return JSON.parse(readFileSync(new URL(`${name}/plan.json`, EXAMPLES), "utf8")) as Json;
}

function plan(change: Json = {}): Json {
  return {
    key: "2025",
    title: "2025 年度收益分配",
    date: "2025-12-31",
    sources: [{ name: "income", account: "equity:result", amountCents: 1000 }],
    steps: [
      { kind: "losses", name: "losses", account: "equity:retained", amountCents: 100 },
      { kind: "reserves", name: "reserve", account: "equity:reserve", share: "1/7" },
      { kind: "members", name: "dividend", account: "liabilities:dividend", share: "1/2", of: "remaining" },
      { kind: "other", name: "other", account: "liabilities:other", amountCents: 10 },
    ],
    members: [
      { id: "m1", shares: 1 },
      { id: "m2", shares: "1/3" },
    ],
    carry: { account: "equity:retained" },
    ...change,
  };
}

function step(change: Json, index = 0): Json {
  const steps = structuredClone(plan()["steps"]) as Json[];
  steps[index] = { ...steps[index], ...change };
  for (const [key, value] of Object.entries(change)) if (value === null) Reflect.deleteProperty(steps[index], key);
  return plan({ steps });
}

function amounts({ amounts: rows }: PlanOutcome): readonly string[] {
  return rows.map(({ kind, account, amountCents }) => `${kind} ${account} ${amountCents}`);
}

describe("reckoning", () => {
  test("steps take their turns: losses, reserves rounded up, members, other, and the rest is carried", () => {
    const outcome = accepted(reckonPlan(plan()));
    expect(amounts(outcome)).toEqual([
      "losses equity:retained 100",
      "reserves equity:reserve 129",
      "members liabilities:dividend 385",
      "other liabilities:other 10",
      "carry equity:retained 376",
    ]);
    expect(outcome.shared[0]!.distribution.shares.map(({ amount }) => amount)).toEqual([289, 96]);
    expect(outcome.entry.postings.reduce((sum, { amount }) => sum + amount, 0)).toBe(0);
    expect(outcome.ruleInForce).toBe(true);
    expect(accepted(reckonPlan(plan({ date: "2025-04-30" }))).ruleInForce).toBe(false);
  });

  test("losses take what there is, and shares are of what is left", () => {
    const outcome = accepted(reckonPlan(step({ amountCents: 970 })));
    expect(amounts(outcome).slice(0, 3)).toEqual([
      "losses equity:retained 970",
      "reserves equity:reserve 5",
      "members liabilities:dividend 12",
    ]);
    const all = accepted(reckonPlan(plan({ steps: [{ kind: "losses", name: "l", account: "e:l", amountCents: 5000 }] })));
    expect(all.amounts[0]).toMatchObject({ amountCents: 1000, askedCents: 5000, remainingCents: 0 });
  });

  test("roundings of a share", () => {
    const share = (rounding: string, part: string) =>
      accepted(reckonPlan(step({ share: part, rounding }, 1))).amounts[1]!.amountCents;
    expect(["up", "down", "nearest"].map((rounding) => share(rounding, "1/7"))).toEqual([129, 128, 129]);
    expect(["up", "down", "nearest"].map((rounding) => share(rounding, "1/8"))).toEqual([113, 112, 113]);
    expect(share("nearest", "0.0001")).toBe(0);
  });

  test("an income of nothing distributes nothing", () => {
    const sources = [{ name: "income", account: "equity:result", amountCents: 0 }];
    const steps = [{ kind: "members", name: "d", account: "l:d", rest: true }];
    const outcome = accepted(reckonPlan(plan({ sources, steps })));
    expect([amounts(outcome), outcome.entry.postings]).toEqual([["members l:d 0"], []]);
  });

  test("reserves must reach the rule's floor, as far as there is anything", () => {
    const zhejiang = (share: string, losses: number) => {
      const document = step({ share, of: "income" }, 1);
      (document["steps"] as Json[])[0]!["amountCents"] = losses;
      return refusalOf(reckonPlan({ ...document, rule: "collective-zhejiang" }));
    };
    expect(zhejiang("0.3", 0)).toBe("accepted");
    expect(zhejiang("0.299", 0)).toBe("below-floor steps.1");
    expect(zhejiang("0.3", 800)).toBe("exceeds-remaining steps.1");
    expect(zhejiang("0.2", 800)).toBe("exceeds-remaining steps.3");
    expect(zhejiang("0.1", 800)).toBe("below-floor steps.1");
  });

  test("every example carries itself out in a book and comes to the sum of its sources", () => {
    for (const name of readdirSync(EXAMPLES)) {
      const outcome = accepted(reckonPlan(example(name)));
      const book = new Book();
      accepted(book.openUnit(outcome.unit));
      accepted(book.openPeriod({ name: "p", from: "2025-01-01", to: "2026-12-31" }));
      for (const { account } of outcome.entry.postings) accepted(book.openAccount({ name: account, type: "equity" }));
      expect([name, isRefusal(book.post(outcome.entry))]).toEqual([name, false]);
      expect(outcome.amounts.reduce((sum, { amountCents }) => sum + amountCents, 0)).toBe(outcome.incomeCents);
      for (const { step: index, distribution } of outcome.shared) {
        expect(distribution.shares.reduce((sum, { amount }) => sum + amount, 0)).toBe(outcome.amounts[index]!.amountCents);
      }
    }
  });

  test("the JSON of a co-operative's two measures", () => {
    const json = JSON.parse([...outcomeJson(accepted(reckonPlan(example("02-cooperative-two-measures"))))].join("")) as {
      readonly members: readonly Json[];
      readonly rounding: readonly Json[];
    };
    expect(json.members[0]).toEqual({
      step: 1,
      id: "ann",
      account: "liabilities:members:ann",
      shares: "2481/2",
      exact: "74430000000/162075",
      floorCents: 459231,
      remainder: "135675/162075",
      extraCents: 1,
      amountCents: 459232,
      reason: "larger",
    });
    expect(json.rounding[1]).toEqual({
      step: 2,
      amountCents: 300000,
      shares: "7",
      floorCents: 299999,
      residueCents: 1,
      members: 3,
      cut: "3/7",
      tied: 2,
      tiedRoundedUp: 1,
      tieRule: "smaller-weight",
    });
  });
});

describe("refusals name the path", () => {
  test.each<readonly [unknown, string]>([
    [null, "malformed plan"],
    [[], "malformed plan"],
    ["plan", "malformed plan"],
    [plan({ members_: [] }), "malformed members_"],
    [plan({ key: "" }), "malformed key"],
    [plan({ key: " a" }), "malformed key"],
    [plan({ title: "a\nb" }), "malformed title"],
    [plan({ date: "2025-02-29" }), "malformed date"],
    [plan({ format: "gongzhi-distribution-plan/2" }), "malformed format"],
    [plan({ unit: { name: "CNY" } }), "malformed unit.decimals"],
    [plan({ unit: { name: "C;Y", decimals: 2 } }), "malformed unit.name"],
    [plan({ rule: "zhejiang" }), "rule-unknown rule"],
    [plan({ rule: { id: "r", version: "1", name: "r", order: ["members", "members"] } }), "malformed rule.order"],
    [plan({ rule: { id: "r", version: "1", name: "r", order: ["loses"] } }), "malformed rule.order.0"],
    [plan({ rule: { id: "r", version: "1", name: "r", order: ["members"] } }), "out-of-order steps.0.kind"],
    [plan({ sources: [] }), "malformed sources"],
    [plan({ sources: {} }), "malformed sources"],
    [plan({ sources: [{ name: "a", account: "b" }] }), "malformed sources.0.amountCents"],
    [plan({ sources: [{ name: "a", account: "b", amountCents: -1 }] }), "malformed sources.0.amountCents"],
    [plan({ sources: [{ name: "a", account: "b", amountCents: 1.5 }] }), "malformed sources.0.amountCents"],
    [plan({ sources: [{ name: "a", account: "b", amountCents: "100" }] }), "malformed sources.0.amountCents"],
    [plan({ sources: [{ name: "a", account: "b", amountCents: 2 ** 53 }] }), "malformed sources.0.amountCents"],
    [plan({ sources: [{ name: "a", account: "b::c", amountCents: 1 }] }), "malformed sources.0.account"],
    [
      plan({ sources: [1, 2].map((name) => ({ name: String(name), account: "b", amountCents: 2 ** 53 - 1 })) }),
      "malformed sources",
    ],
    [plan({ steps: [] }), "malformed steps"],
    [step({ kind: "dividend" }), "malformed steps.0.kind"],
    [step({ kind: null }), "malformed steps.0.kind"],
    [step({ amountCents: null }), "malformed steps.0"],
    [step({ share: "1/2" }), "malformed steps.0"],
    [step({ by: "shares" }), "malformed steps.0.by"],
    [step({ of: "income" }), "malformed steps.0.of"],
    [step({ share: "8/7" }, 1), "malformed steps.1.share"],
    [step({ share: "1/0" }, 1), "malformed steps.1.share"],
    [step({ share: "10%" }, 1), "malformed steps.1.share"],
    [step({ share: -0.5 }, 1), "malformed steps.1.share"],
    [step({ of: "net" }, 1), "malformed steps.1.of"],
    [step({ rounding: "floor" }, 1), "malformed steps.1.rounding"],
    [step({ ties: "random" }, 2), "malformed steps.2.ties"],
    [step({ by: "kilograms" }, 2), "malformed steps.2.by"],
    [step({ share: null, of: null, rest: true }, 2), "nothing-for-rest steps.2.rest"],
    [step({ amountCents: null, rest: false }, 3), "malformed steps.3.rest"],
    [step({ amountCents: 1000 }, 3), "exceeds-remaining steps.3"],
    [step({ kind: "reserves" }, 3), "out-of-order steps.3.kind"],
    [plan({ members: [] }), "malformed members"],
    [plan({ members: undefined }), "malformed members"],
    [plan({ members: [{ id: "a", shares: 0 }] }), "weights-zero steps.2.by"],
    [plan({ members: [{ id: "a" }] }), "malformed members.0.shares"],
    [plan({ members: [{ id: "a", shares: -3 }] }), "malformed members.0.shares"],
    [plan({ members: [{ id: "a", shares: "three" }] }), "malformed members.0.shares"],
    [plan({ members: [{ id: "a", shares: { shares: null } }] }), "malformed members.0.shares.shares"],
    [plan({ members: [{ id: "a", shares: {} }] }), "malformed members.0.shares"],
    [plan({ members: [{ id: "a:b", shares: 1 }] }), "malformed members.0.id"],
    [plan({ members: [{ id: 7, shares: 1 }] }), "malformed members.0.id"],
    [plan({ members: [1, 2].map(() => ({ id: "a", shares: 1 })) }), "claim-repeated members.1.id"],
    [plan({ carry: undefined }), "carry-missing carry"],
    [plan({ carry: {} }), "malformed carry.account"],
  ])("%#", (document, refusal) => {
    expect(refusalOf(reckonPlan(document))).toBe(refusal);
  });
});
