import { describe, expect, test } from "vitest";
import { chooseBody, readRetaliationRule } from "./choose-body.ts";

const bodies = ["supervision-committee", "party-organization"];
const village = { id: "v", kind: "supervision-committee", path: "a.b.c" };
const town = { id: "t", kind: "supervision-committee", path: "a.b" };
const party = { id: "p", kind: "party-organization", path: "a" };
const office = { id: "o", kind: "department", path: "a" };

describe("which body looks into retaliation", () => {
  test("the rule's order of kinds, then the widest area, whatever order they come in", () => {
    for (const candidates of [
      [village, town, party, office],
      [office, party, town, village],
    ])
      expect(chooseBody({ bodies }, candidates, [])).toBe(town);
  });

  test("never one that is complained of, in its line or under it; none is left: nobody", () => {
    expect(chooseBody({ bodies }, [village, town, party], ["t"])).toBe(village);
    expect(chooseBody({ bodies }, [village, town, party], ["t", "v"])).toBe(party);
    expect(chooseBody({ bodies }, [village, town, party, office], ["t", "v", "p"])).toBeUndefined();
  });

  test("a rule without kinds, or without whole days, is none", () => {
    expect(readRetaliationRule({ bodies, watchDays: 180 })).toEqual({ bodies, watchDays: 180 });
    for (const wrong of [{}, { bodies }, { watchDays: 180 }, { bodies, watchDays: 0 }, { bodies, watchDays: 1.5 }])
      expect(readRetaliationRule(wrong)).toBeUndefined();
  });
});
