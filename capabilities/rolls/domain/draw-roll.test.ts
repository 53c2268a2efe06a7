import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { DRAWN_KINDS } from "../contract/roll-views.ts";
import { drawOwners } from "./draw-owners.ts";
import { canonicalList, drawRoll, type Candidate, type RollRule } from "./draw-roll.ts";

const RULE: RollRule = { adultYears: 18, standings: ["registered", "admitted"] };
const candidate: fc.Arbitrary<Candidate> = fc.record({
  personId: fc.uuid(),
  householdId: fc.option(fc.constantFrom("h1", "h2", "h3", "h4")),
  groupId: fc.option(fc.constantFrom("g1", "g2")),
  sex: fc.constantFrom("female" as const, "male" as const, null),
  age: fc.option(fc.integer({ min: 0, max: 100 })),
  standing: fc.constantFrom("registered", "admitted", "living-here"),
  delegate: fc.boolean(),
  member: fc.boolean(),
});
const people = fc.uniqueArray(candidate, { selector: ({ personId }) => personId, maxLength: 60 });

/** Plainly, one by one with counters. */
function countPlainly(kind: string, all: readonly Candidate[]) {
  let persons = 0;
  let women = 0;
  const seen: string[] = [];
  for (const one of all) {
    let on = false;
    if (kind === "adults" || kind === "households") {
      if (one.age !== null && !(one.age < 18) && (one.standing === "registered" || one.standing === "admitted")) on = true;
    } else if (kind === "collective-members") on = one.member && one.age !== null && !(one.age < 18);
    else if (kind === "collective-delegates") on = one.delegate && one.member;
    else if (one.delegate) on = true;
    if (!on) continue;
    persons += 1;
    if (one.sex === "female") women += 1;
    if (one.householdId !== null && seen.indexOf(one.householdId) < 0) seen.push(one.householdId);
  }
  return { persons, women, households: seen.length };
}

describe("a roll of owners", () => {
  const line = fc.record({
    personId: fc.constantFrom("a", "b", "c", "d", "e"),
    householdId: fc.constant(null),
    sex: fc.constantFrom("female" as const, "male" as const, null),
    floorDm2: fc.integer({ min: 1, max: 1_000_000 }),
  });

  test("has everybody once with the area of all they own, and every area once, in whatever order the lines stand", () => {
    fc.assert(
      fc.property(fc.array(line, { maxLength: 20 }), (lines) => {
        const { entries, floorDm2 } = drawOwners(lines);
        expect(floorDm2).toBe(lines.reduce((sum, one) => sum + one.floorDm2, 0));
        expect(entries.map(({ personId }) => personId)).toEqual([...new Set(lines.map((one) => one.personId))].toSorted());
        for (const entry of entries)
          expect(entry.floorDm2).toBe(
            lines.filter(({ personId }) => personId === entry.personId).reduce((sum, one) => sum + one.floorDm2, 0),
          );
        const areas = (drawn: typeof entries) => drawn.map((one) => one.floorDm2);
        expect(areas(drawOwners(lines.toReversed()).entries)).toEqual(areas(entries));
      }),
    );
  });
});

describe("a roll", () => {
  test.each(DRAWN_KINDS)("of %s counts as a plain count does", (kind) => {
    fc.assert(
      fc.property(people, (all) => {
        const { entries, women, households } = drawRoll(kind, RULE, all);
        expect({ persons: entries.length, women, households }).toEqual(countPlainly(kind, all));
      }),
      { numRuns: 1_000 },
    );
  });

  test("takes in whoever is eighteen, and asks about who has no birth date", () => {
    const one = (age: number | null): Candidate => ({
      personId: `p${age}`,
      householdId: null,
      groupId: null,
      sex: null,
      age,
      standing: "registered",
      delegate: false,
      member: false,
    });
    expect(drawRoll("adults", RULE, [one(17), one(18), one(null)])).toMatchObject({ entries: [{ personId: "p18" }], undated: 1 });
  });

  test("is the same list in whatever order people come, and another one with one person more", () => {
    fc.assert(
      fc.property(people, fc.array(fc.nat(), { minLength: 60, maxLength: 60 }), (all, order) => {
        const shuffled = all
          .map((one, index) => ({ one, key: order[index] ?? 0 }))
          .toSorted((a, b) => a.key - b.key)
          .map(({ one }) => one);
        const head = { tenantId: "t", rollId: "r", version: 1, kind: "adults", path: "cn", day: "2026-11-26" };
        const text = (list: readonly Candidate[]) => canonicalList(head, drawRoll("adults", RULE, list).entries);
        expect(text(shuffled)).toBe(text(all));
        const more: Candidate = {
          personId: "zz",
          householdId: null,
          groupId: null,
          sex: "female",
          age: 40,
          standing: "registered",
          delegate: false,
          member: false,
        };
        expect(text([...all, more])).not.toBe(text(all));
      }),
    );
  });
});
