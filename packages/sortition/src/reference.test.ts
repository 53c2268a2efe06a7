import { describe, expect, test } from "vitest";
import { checkCertificate } from "./check/check-certificate.ts";
import { fairestLottery } from "./fairest-lottery.ts";
import { plainTable, readReal, realDataIsAbsent } from "./fixtures/real-data.ts";
import { readCandidates } from "./pool/read-candidates.ts";
import { readQuotas } from "./pool/read-quotas.ts";

type Reference = { readonly stages: readonly (readonly [number, number])[]; readonly sorted_marginals: readonly number[] };

describe.skipIf(realDataIsAbsent)("the field's own fixture of 150 candidates", () => {
  test("has the reference's levels to 1e-6, each with as many people", () => {
    const quotas = readQuotas(plainTable(readReal("features.csv")));
    const candidates = readCandidates(plainTable(readReal("candidates.csv")), quotas);
    const outcome = fairestLottery({ candidates, quotas, size: 22 });
    if (!outcome.feasible) throw new Error("the fixture's quotas can be met");
    const { levels, probability, certificate, provenWithin, largestDeviation } = outcome.lottery;
    const { stages, sorted_marginals: marginals } = JSON.parse(readReal("leximin-candidates150-k22.json")) as Reference;
    expect(levels).toHaveLength(11);
    for (const [index, [level, people]] of stages.entries()) {
      expect(Math.abs(levels[index]! - level)).toBeLessThan(1e-6);
      expect([...probability.values()].filter((one) => one === levels[index])).toHaveLength(people);
    }
    // These are written with six places.
    for (const [index, one] of [...probability.values()].sort((a, b) => a - b).entries()) {
      expect(Math.abs(one - marginals[index]!)).toBeLessThan(1e-6);
    }
    expect(checkCertificate(certificate).faults).toEqual([]);
    expect(provenWithin).toBeLessThan(1e-9);
    expect(largestDeviation).toBeLessThan(0.001);
  });
});
