import { describe, expect, test } from "vitest";
import { checkCertificate } from "../check/check-certificate.ts";
import { fairestLottery } from "../fairest-lottery.ts";
import { randomSmallRequest } from "../fixtures/random-requests.ts";
import { allPanels } from "./all-panels.ts";
import { exactLeximin } from "./exact-leximin.ts";

const SEEDS = process.env["GONGZHI_NIGHTLY"] === "1" ? 5_000 : 500;
const BATCH = 50;

describe("on small pools, against exact leximin over all panels", () => {
  const tally = { met: 0, unmet: 0, someInNone: 0, withCuts: 0 };

  test.each(Array.from({ length: SEEDS / BATCH }, (_, index) => index * BATCH))("seeds from %i", (first) => {
    for (let seed = first; seed < first + BATCH; seed += 1) expectExact(seed);
  });

  test("the seeds reach every kind of outcome", () => {
    expect(tally.met).toBeGreaterThan(300);
    expect(tally.unmet).toBeGreaterThan(20);
    expect(tally.someInNone).toBeGreaterThan(20);
    expect(tally.withCuts).toBeGreaterThan(5);
  });

  function expectExact(seed: number): void {
    const request = randomSmallRequest(seed);
    const panels = allPanels(request);
    const outcome = fairestLottery(request);
    expect(outcome.feasible, `seed ${seed}`).toBe(panels.length > 0);
    if (!outcome.feasible) {
      tally.unmet += 1;
      return;
    }
    const { probability, inNoPanel, certificate, levels } = outcome.lottery;
    const possible = new Set(panels.flat());
    const exact = exactLeximin([...possible], panels);
    expect(inNoPanel, `seed ${seed}`).toEqual([...probability.keys()].filter((id) => !possible.has(id)));
    for (const [id, ours] of probability) {
      const { top, bottom } = exact.get(id) ?? { top: 0n, bottom: 1n };
      expect(Math.abs(ours - Number(top) / Number(bottom)), `seed ${seed}, ${id}: ${ours} and ${top}/${bottom}`).toBeLessThan(
        1e-9,
      );
    }
    expect(levels).toEqual([...new Set(probability.values())].sort((a, b) => a - b));
    const { faults, room } = checkCertificate(certificate);
    expect(faults).toEqual([]);
    expect(room, `seed ${seed}`).toBeLessThan(1e-7);
    tally.met += 1;
    if (inNoPanel.length > 0) tally.someInNone += 1;
    if (certificate.cuts.length > 0) tally.withCuts += 1;
  }
});
