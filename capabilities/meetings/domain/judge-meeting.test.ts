import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { admitProxy } from "./admit-proxy.ts";
import { compareCounts } from "./compare-counts.ts";
import { compareSheets } from "./compare-sheets.ts";
import kinds from "../defaults/kinds.json" with { type: "json" };
import { decisionDocument, readKinds, resolveRule } from "./kinds.ts";
import { judgeMeeting, mostVotes, type Known } from "./judge-meeting.ts";

function kindOf(id: string) {
  const kind = readKinds(kinds.parameters).find((one) => one.id === id);
  if (kind === undefined) throw new Error(`no kind ${id}`);
  return kind;
}

/** Quorum and majority of each form as LAW's table has them, in plain integers: nothing shared with decision-rules. */
const PLAIN: readonly {
  readonly use: string;
  readonly form: string;
  readonly households: boolean;
  readonly quorum: (present: number, all: number) => boolean;
}[] = [
  { use: "villagers-assembly", form: "adults", households: false, quorum: (present, all) => present * 2 > all },
  { use: "villagers-assembly", form: "households", households: true, quorum: (present, all) => present * 3 >= all * 2 },
  { use: "representatives-meeting", form: "members", households: false, quorum: (present, all) => present * 3 >= all * 2 },
  { use: "group-meeting", form: "adults", households: false, quorum: (present, all) => present * 3 >= all * 2 },
  { use: "group-meeting", form: "households", households: true, quorum: (present, all) => present * 3 >= all * 2 },
  { use: "residents-meeting", form: "adults", households: false, quorum: (present, all) => present * 2 > all },
  { use: "residents-meeting", form: "group-representatives", households: false, quorum: (present, all) => present * 2 > all },
];

const scene = fc
  .record({
    rule: fc.constantFrom(...PLAIN),
    households: fc.integer({ min: 1, max: 60 }),
    spread: fc.integer({ min: 0, max: 200 }),
    hereShare: fc.double({ min: 0, max: 1, noNaN: true }),
    noticeLate: fc.integer({ min: -2, max: 2 }),
    votes: fc.array(fc.integer({ min: 0, max: 3 }), { maxLength: 260 }),
  })
  .map(({ rule, households, spread, hereShare, noticeLate, votes }) => {
    const persons = households + spread;
    const here = Math.round(hereShare * (rule.households ? households : persons));
    const cast = votes.slice(0, here);
    const of = (kind: number) => cast.filter((one) => one === kind).length;
    return { rule, households, persons, here, noticeLate, votes: { for: of(0), against: of(1), abstain: of(2), invalid: of(3) } };
  });

describe("a verdict", () => {
  test("of random meetings is what plain whole numbers say: held, valid, passed", () => {
    fc.assert(
      fc.property(scene, ({ rule, households, persons, here, noticeLate, votes }) => {
        const known: Known = {
          form: rule.form,
          day: "2026-12-20",
          noticeDay: `2026-12-${String(10 + noticeLate).padStart(2, "0")}`,
          facts: ["partyStudied"],
          due: { persons, women: Math.ceil(persons / 2), households },
          here: rule.households ? { persons: here, households: here } : { persons: here, households: Math.min(here, households) },
          proxies: 0,
          item: { matter: null, method: "show-of-hands", steppedAside: 0, votes, choice: null },
        };
        const verdict = judgeMeeting({ use: rule.use }, known);
        const held = rule.quorum(here, rule.households ? households : persons);
        const inTime = rule.use !== "villagers-assembly" || noticeLate <= 0;
        expect(verdict.held).toBe(held);
        expect(verdict.passed).toBe(held && inTime && votes.for * 2 > here);
        expect(verdict.reasons.every(({ sentence }) => sentence["zh-CN"] !== "" && !sentence["zh-CN"].includes("{"))).toBe(true);
      }),
      { numRuns: 200 },
    );
  });

  test("a household is one however many of it came", () => {
    expect(mostVotes("households", { persons: 90, households: 30 }, 1)).toBe(29);
    expect(mostVotes("adults", { persons: 90, households: 30 }, 0)).toBe(90);
  });
});

/** Owners by the floor area of each in whole 1/100 m², how many of them came, and what each chose; 4 chose nothing. */
const ownersMeet = fc
  .record({
    floors: fc.array(fc.integer({ min: 1, max: 40_000 }), { minLength: 1, maxLength: 40 }),
    here: fc.integer({ min: 0, max: 100 }),
    votes: fc.array(fc.integer({ min: 0, max: 4 }), { minLength: 40, maxLength: 40 }),
    special: fc.boolean(),
  })
  .map(({ floors, here, votes, special }) => {
    const came = floors.slice(0, Math.ceil((floors.length * here) / 100));
    const of = (choice: number) => came.filter((_, index) => votes[index] === choice);
    return { floors, came, special, of };
  });
const add = (floors: readonly number[]) => floors.reduce((sum, one) => sum + one, 0);

test("of random owners' assemblies the verdict is what plain whole numbers say of owners and of their floor area", () => {
  const { document } = decisionDocument(kindOf("owners-assembly"), "2026-12-20");
  fc.assert(
    fc.property(ownersMeet, ({ floors, came, special, of }) => {
      const each = (take: (floors: readonly number[]) => number) => ({
        for: take(of(0)),
        against: take(of(1)),
        abstain: take(of(2)),
        invalid: take(of(3)),
      });
      const verdict = judgeMeeting(document, {
        form: "owners",
        day: "2026-12-20",
        noticeDay: "2026-12-01",
        facts: [],
        due: { persons: floors.length, women: 0, households: 0, floorDm2: add(floors) },
        here: { persons: came.length, households: 0, floorDm2: add(came) },
        proxies: 0,
        item: {
          matter: special ? "rebuilding" : null,
          method: "paper-ballots",
          steppedAside: 0,
          votes: each((some) => some.length),
          floors: each(add),
          choice: null,
        },
      });
      const held = came.length * 3 >= floors.length * 2 && add(came) * 3 >= add(floors) * 2;
      const enough = (favour: number, all: number) => (special ? favour * 4 >= all * 3 : favour * 2 > all);
      expect(verdict.held).toBe(held);
      expect(verdict.passed).toBe(held && enough(of(0).length, came.length) && enough(add(of(0)), add(came)));
      const said = verdict.reasons.find(({ code, unit }) => code === "attendance" && unit === "area")?.sentence.en ?? "";
      expect(said).toContain(`${Math.floor(add(came) / 100)}.${String(add(came) % 100).padStart(2, "0")}`);
    }),
    { numRuns: 300 },
  );
});

test("a mandate is admitted as the rule says: the collective's to an adult of the household, an assembly's to nobody", () => {
  const collective = resolveRule({ use: "collective-members-meeting" }, "2026-12-20").proxies;
  const assembly = resolveRule({ use: "villagers-assembly" }, "2026-12-20").proxies;
  const shown = { sameHousehold: true, held: 0 };
  expect(admitProxy(collective, shown)).toBeUndefined();
  expect(admitProxy(collective, { ...shown, sameHousehold: false })).toBe("holder-not-allowed");
  expect(admitProxy(assembly, shown)).toBe("proxies-not-allowed");
  const once = { allowed: true, written: true, holders: null, mostPerHolder: 1, article: null, text: null };
  expect([0, 1].map((held) => admitProxy(once, { sameHousehold: false, held }))).toEqual([undefined, "too-many-mandates"]);
});

describe("what two people took down", () => {
  test("counts agree only where each figure does, and wait for every teller", () => {
    const votes = { for: 20, against: 3, abstain: 1, invalid: 0, floors: null };
    expect(compareCounts([votes], 2)).toBe("waiting");
    expect(compareCounts([votes, { ...votes }], 2)).toBe("agreed");
    for (const key of ["for", "against", "abstain", "invalid"] as const)
      expect(compareCounts([votes, { ...votes, [key]: votes[key] + 1 }], 2)).toBe("differs");
  });

  test("a third person's sheet settles two that differ", () => {
    expect(compareSheets([["a", "b"], ["a"], ["b", "a"]])).toEqual({ state: "agreed", differ: [], agreed: ["a", "b"] });
    expect(compareSheets([["a", "b"], ["a"], []]).state).toBe("differs");
  });

  test("sheets differ by exactly those on one of them", () => {
    const ids = fc.uniqueArray(fc.integer({ min: 0, max: 30 }).map(String));
    fc.assert(
      fc.property(ids, ids, (one, other) => {
        const plain = [...new Set([...one, ...other])].filter((id) => one.includes(id) !== other.includes(id));
        const { state, differ, agreed } = compareSheets([one, other]);
        expect([...differ]).toEqual(plain.toSorted());
        expect(state).toBe(plain.length === 0 ? "agreed" : "differs");
        expect([...agreed]).toEqual(plain.length === 0 ? one.toSorted() : []);
      }),
    );
  });
});

test("of several candidates for so many seats each is chosen as a plain count says: more than half of those here, and not tied across the last seat", () => {
  const round = fc.record({
    here: fc.integer({ min: 2, max: 40 }),
    seats: fc.integer({ min: 1, max: 5 }),
    shares: fc.array(fc.integer({ min: 0, max: 40 }), { minLength: 1, maxLength: 7 }),
  });
  fc.assert(
    fc.property(round, ({ here, seats, shares }) => {
      let left = here * seats;
      const got = shares.map((share) => {
        const votes = Math.min(share, here, left);
        left -= votes;
        return votes;
      });
      got.forEach((votes, index) => {
        const enough = votes * 2 > here;
        const ahead = got.filter((other) => other > votes).length;
        const alike = got.filter((other) => other === votes).length;
        const chosen = enough && ahead + alike <= seats;
        const rivals = got.flatMap((other, place) => (place === index ? [] : [{ candidate: `c${place}`, votes: other }]));
        const { outcome, reasons } = judgeMeeting(
          { use: "representatives-selection", version: "2026-partial" },
          {
            form: "adults",
            day: "2026-12-20",
            noticeDay: "2026-12-01",
            facts: [],
            due: { persons: here, women: 0, households: here },
            here: { persons: here, households: here },
            proxies: 0,
            item: {
              matter: null,
              method: "show-of-hands",
              steppedAside: 0,
              votes: { for: votes, against: here - votes, abstain: 0, invalid: 0 },
              choice: { candidate: `c${index}`, seats, rivals },
            },
          },
        );
        expect(outcome).toBe(chosen ? "passed" : "failed");
        expect(reasons.filter(({ code }) => code === "candidate")).toHaveLength(1);
      });
    }),
    { numRuns: 300 },
  );
});
