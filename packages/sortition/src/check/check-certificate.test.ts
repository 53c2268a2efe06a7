import { describe, expect, test } from "vitest";
import { fairestLottery } from "../fairest-lottery.ts";
import type { Certificate } from "./certificate.ts";
import { checkCertificate } from "./check-certificate.ts";

/**
 * Of three who share a circle two by two a panel takes one at most, though half of each would keep to the quotas: that needs a cut.
 * The barred one is in no panel.
 */
const CIRCLES = ["red", "blue", "green"];
const PEOPLE: Readonly<Record<string, readonly string[]>> = {
  ann: ["red", "blue"],
  bea: ["red", "green"],
  cai: ["blue", "green"],
  dan: [],
  eve: [],
  fay: ["barred"],
};
const certificate = certificateOfCircles();

function certificateOfCircles(): Certificate {
  const features = [...CIRCLES, "barred"];
  const candidates = Object.entries(PEOPLE).map(([id, circles]) => ({
    id,
    values: Object.fromEntries(features.map((feature) => [feature, circles.includes(feature) ? "in" : "out"])),
  }));
  const quotas = features.flatMap((feature) => [
    { feature, value: "in", min: 0, max: feature === "barred" ? 0 : 1 },
    { feature, value: "out", min: 0, max: 2 },
  ]);
  const outcome = fairestLottery({ candidates, quotas, size: 2 });
  if (!outcome.feasible) throw new Error("these quotas can be met");
  const { levels, inNoPanel, certificate: found } = outcome.lottery;
  expect(levels).toEqual([0, 1 / 3, 1 / 2]);
  expect(inNoPanel).toEqual(["fay"]);
  expect(found.cuts.length).toBeGreaterThan(0);
  return found;
}

type Forged = { -readonly [Field in keyof Certificate]: Certificate[Field] };

function forged(change: (certificate: Forged) => void): Certificate {
  const copy = structuredClone(certificate) as Forged;
  change(copy);
  return copy;
}

describe("a certificate", () => {
  test("passes as it came, and through JSON", () => {
    const verdict = checkCertificate(JSON.parse(JSON.stringify(certificate)) as Certificate);
    expect(verdict.faults).toEqual([]);
    expect(verdict.room).toBeLessThan(1e-7);
  });

  test.each<[string, (certificate: Forged) => void]>([
    ["chances that do not add up", (copy) => (copy.chances = copy.chances.map((chance) => chance / 2))],
    ["a negative chance", (copy) => (copy.chances = [-0.5, ...copy.chances.slice(1)])],
    ["a panel with a seat more", (copy) => (copy.panels = [[...copy.panels[0]!, [0, 1]], ...copy.panels.slice(1)])],
    [
      "a claim that somebody else is in no panel",
      (copy) => (copy.impossible = [...copy.impossible, copy.stages[0]!.settled[0]!]),
    ],
    ["no proof of who is in no panel", (copy) => (copy.impossibleProof = null)],
    ["a cut that cuts more", (copy) => (copy.cuts = copy.cuts.map((cut) => ({ ...cut, most: Math.floor(cut.most * 0.9) })))],
    ["a stage left out", (copy) => (copy.stages = copy.stages.slice(1))],
    ["a stage given twice", (copy) => (copy.stages = [...copy.stages, copy.stages[0]!])],
    [
      "a weight on somebody who has more",
      (copy) => {
        const last = copy.stages.at(-1)!.settled[0]!;
        copy.stages = copy.stages.map((stage) => ({
          ...stage,
          weights: stage.weights.map((weight, group) => (group === last ? 5 : weight)),
        }));
      },
    ],
  ])("with %s is faulty", (_, change) => {
    expect(checkCertificate(forged(change)).faults).not.toEqual([]);
  });

  test("of a lottery that is not the fairest leaves room", () => {
    // All on one panel: whoever is not on it could have more.
    const always = forged((copy) => {
      copy.panels = [copy.panels[0]!];
      copy.chances = [1];
    });
    const verdict = checkCertificate(always);
    expect(verdict.faults.length > 0 || verdict.room > 0.01).toBe(true);
  });

  test("with a multiplier moved still proves something, but less", () => {
    const moved = forged((copy) => {
      copy.stages = copy.stages.map((stage) => ({
        ...stage,
        multipliers: stage.multipliers.map((multiplier) => multiplier + 2 ** 36),
      }));
    });
    expect(checkCertificate(moved).room).toBeGreaterThan(1e-3);
  });
});
