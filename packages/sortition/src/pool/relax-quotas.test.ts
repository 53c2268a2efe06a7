import { describe, expect, test } from "vitest";
import { fairestLottery } from "../fairest-lottery.ts";
import { randomSmallRequest } from "../fixtures/random-requests.ts";
import { allPanels } from "../second-implementation/all-panels.ts";
import type { PanelRequest } from "./request.ts";

/** The fewest places that some panel of the right size breaks the quotas by. */
function fewestPlaces(request: PanelRequest): number {
  const anyPanel = allPanels({ ...request, quotas: [] });
  const byId = new Map(request.candidates.map((candidate) => [candidate.id, candidate]));
  const broken = anyPanel.map((panel) =>
    request.quotas.reduce((sum, { feature, value, min, max }) => {
      const there = panel.filter((id) => byId.get(id)!.values[feature] === value).length;
      return sum + Math.max(0, min - there, there - max);
    }, 0),
  );
  return Math.min(...broken);
}

const PEOPLE = ["a", "b", "c", "d"].map((id, index) => ({ id, values: { sex: index < 3 ? "女" : "男" } }));

describe("quotas that cannot be met", () => {
  test("are relaxed by the fewest places, and then a panel exists (500 random requests against brute force)", () => {
    let unmet = 0;
    for (let seed = 0; seed < 500; seed += 1) {
      const request = randomSmallRequest(seed);
      const outcome = fairestLottery(request);
      if (outcome.feasible) continue;
      unmet += 1;
      const { places, quotas } = outcome.relaxation;
      expect(places, `seed ${seed}`).toBe(fewestPlaces(request));
      const changed = request.quotas.map((quota) => {
        const found = quotas.find(({ feature, value }) => feature === quota.feature && value === quota.value);
        return { ...quota, ...found?.to };
      });
      expect(fairestLottery({ ...request, quotas: changed }).feasible).toBe(true);
    }
    expect(unmet).toBeGreaterThan(30);
  });

  test("keep to how far they may be relaxed, where that is enough", () => {
    const quotas = [
      { feature: "sex", value: "女", min: 1, max: 1, minFlex: 1, maxFlex: 1 },
      { feature: "sex", value: "男", min: 0, max: 1, minFlex: 0, maxFlex: 2 },
    ];
    const beyond = fairestLottery({ candidates: PEOPLE, quotas, size: 3 });
    expect(beyond).toMatchObject({
      feasible: false,
      relaxation: { places: 1, beyondFlex: true, quotas: [{ value: "女", from: { min: 1, max: 1 }, to: { min: 1, max: 2 } }] },
    });
    const [women, men] = quotas;
    const wider = fairestLottery({ candidates: PEOPLE, quotas: [{ ...women!, maxFlex: 2 }, men!], size: 3 });
    expect(wider).toMatchObject({ feasible: false, relaxation: { places: 1, beyondFlex: false } });
  });

  test("lower a large minimum rather than a small one", () => {
    const candidates = Array.from({ length: 6 }, (_, index) => ({
      id: `${index}`,
      values: { side: index < 3 ? "left" : "right" },
    }));
    const quotas = [
      { feature: "side", value: "left", min: 1, max: 6 },
      { feature: "side", value: "right", min: 3, max: 6 },
    ];
    expect(fairestLottery({ candidates, quotas, size: 3 })).toMatchObject({
      relaxation: { places: 1, quotas: [{ value: "right", from: { min: 3 }, to: { min: 2 } }] },
    });
  });
});
