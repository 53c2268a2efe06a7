import { expect, test } from "vitest";
import { findAreaAt, pathOfCode, readGeoJson } from "#capabilities/divisions/index.ts";
import { drawTown } from "./seed-map.ts";
import { PLACES, TOWNSHIP } from "./township.ts";

test("the demo town's villages and grids cover it without a gap or an overlap", () => {
  const root = { path: pathOfCode(TOWNSHIP.code), code: TOWNSHIP.code, name: TOWNSHIP.name };
  const known = PLACES.flatMap(({ code, name, grids }) => [
    { path: pathOfCode(code), code, name },
    ...grids.map((grid, index) => ({ path: `${pathOfCode(code)}.g${index + 1}`, code, name: grid })),
  ]);
  const { features, faults } = readGeoJson(drawTown(), [root, ...known]);
  expect(faults).toEqual([]);
  const areas = features.flatMap(({ path, lines }) => (path === null ? [] : [{ path, lines }]));
  expect(new Set(areas.map(({ path }) => path))).toEqual(new Set([root, ...known].map(({ path }) => path)));
  const at = (depth: number) => areas.filter(({ path }) => path.split(".").length === depth);
  const depth = root.path.split(".").length;
  let [inside, doubtful] = [0, 0];
  for (let x = 0; x < 60; x += 1)
    for (let y = 0; y < 60; y += 1) {
      const point = [112.3 + (0.15 * (x + 0.37)) / 60, 30.46 - (0.082 * (y + 0.41)) / 60] as const;
      if (findAreaAt(point, at(depth)) === undefined) continue;
      inside += 1;
      for (const level of [depth + 1, depth + 2]) {
        const held = at(level).filter((one) => findAreaAt(point, [one]) !== undefined).length;
        if (held !== 1) doubtful += 1;
      }
    }
  expect(inside).toBeGreaterThan(3_000);
  // Corners are straight between the curves' points: a sliver at a bend, no more.
  expect(doubtful / inside).toBeLessThan(0.01);
});
