import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { drawMap } from "./draw-map.ts";
import { closeUp, readView, toPixel, toPosition, viewOf, writeView, type MapShape } from "./map-view.ts";

const SQUARE: MapShape = {
  kind: "area",
  path: "cn.v1",
  name: '石桥<村>"&',
  lines: [
    [
      [112, 30],
      [112.1, 30],
      [112.1, 30.1],
      [112, 30.1],
      [112, 30],
    ],
  ],
};
const VIEW = viewOf([SQUARE])!;

describe("a view", () => {
  test("holds everything, with room around, and a square place stays square", () => {
    for (const corner of SQUARE.lines[0] ?? []) {
      const [x, y] = toPixel(VIEW, corner);
      expect(x).toBeGreaterThan(10);
      expect(x).toBeLessThan(VIEW.width - 10);
      expect(y).toBeGreaterThan(10);
      expect(y).toBeLessThan(VIEW.height - 10);
    }
    const [west, south] = toPixel(VIEW, [112, 30]);
    const [east, north] = toPixel(VIEW, [112.1, 30.1]);
    expect((south - north) / (east - west)).toBeCloseTo(1 / Math.cos((30.05 * Math.PI) / 180), 2);
  });

  test("a point pressed is the point meant, to a pixel; closer, to a quarter of one", () => {
    const inside = fc.tuple(fc.integer({ min: 1, max: VIEW.width }), fc.integer({ min: 1, max: VIEW.height }));
    fc.assert(
      fc.property(inside, (pixel) => {
        const back = toPixel(VIEW, toPosition(VIEW, pixel));
        expect(Math.hypot(back[0] - pixel[0], back[1] - pixel[1])).toBeLessThan(0.1);
        const near = closeUp(VIEW, toPosition(VIEW, pixel));
        expect(toPixel(near, toPosition(VIEW, pixel))[0]).toBeCloseTo(VIEW.width / 2, 0);
      }),
    );
  });

  test("goes through a hidden field whole; anything else is no view", () => {
    expect(readView(writeView(VIEW))).toEqual(VIEW);
    for (const none of ["", "1,2,3", "a,b,c,d,e,f", "2,0,1,1,10,10", "0,0,1,1,0,10"]) expect(readView(none)).toBeUndefined();
  });

  test("nothing has no view, and a single point has one", () => {
    expect(viewOf([])).toBeUndefined();
    expect(viewOf([{ kind: "place", path: null, name: "", lines: [[[112, 30]]] }])).toBeDefined();
  });
});

test("every word is escaped, every part leads where it should, and shows its figure", () => {
  const svg = drawMap({
    view: VIEW,
    shapes: [SQUARE],
    title: '<img src=x onerror="1">',
    of: "cn",
    parts: new Map([["cn.v1", { figure: 7, href: '/x?a=1&b="2"' }]]),
  });
  expect(svg).not.toMatch(/<img|<村|"2"/);
  expect(svg).toContain('href="/x?a=1&amp;b=&quot;2&quot;"');
  expect(svg).toMatch(/<tspan[^>]*>7<\/tspan>/);
});
