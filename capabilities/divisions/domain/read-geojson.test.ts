import { describe, expect, test } from "vitest";
import { findAreaAt } from "./find-area-at.ts";
import { MAX_POINTS, readGeoJson, type KnownArea } from "./read-geojson.ts";

const KNOWN: readonly KnownArea[] = [
  { path: "cn.99.v1", code: "v1", name: "石桥村" },
  { path: "cn.99.v1.g1", code: "v1", name: "一网格" },
  { path: "cn.99.v2", code: "v2", name: "大柳村" },
  { path: "cn.99.v2.g1", code: "v2", name: "一网格" },
];
const square = (x: number, y: number, size: number) => [
  [x, y],
  [x + size, y],
  [x + size, y + size],
  [x, y + size],
  [x, y],
];
const feature = (properties: object, geometry: object) => ({ type: "Feature", properties, geometry });
const polygon = (...coordinates: unknown[]) => ({ type: "Polygon", coordinates });
const read = (...features: unknown[]) => readGeoJson({ type: "FeatureCollection", features }, KNOWN);

describe("a map from GeoJSON", () => {
  test("finds an area by code, by name, by code and name, by path", () => {
    const { features, faults } = read(
      feature({ code: "v1" }, polygon(square(0, 0, 4))),
      feature({ name: "大柳村" }, polygon(square(4, 0, 4))),
      feature({ code: "v2", name: "一网格" }, polygon(square(4, 0, 2))),
      feature({ path: "cn.99.v1.g1" }, polygon(square(0, 0, 2))),
    );
    expect(faults).toEqual([]);
    expect(features.map(({ path, name }) => `${path} ${name}`)).toEqual([
      "cn.99.v1 石桥村",
      "cn.99.v2 大柳村",
      "cn.99.v2.g1 一网格",
      "cn.99.v1.g1 一网格",
    ]);
  });

  test("takes lines as roads, points as places, what calls itself water as water, and leaves heights out", () => {
    const { features } = read(
      feature(
        { name: "路" },
        {
          type: "LineString",
          coordinates: [
            [1, 2, 30],
            [3, 4, 31],
          ],
        },
      ),
      feature({}, { type: "Point", coordinates: [1, 2] }),
      feature({ kind: "water" }, { type: "MultiPolygon", coordinates: [[square(0, 0, 1)], [square(2, 2, 1)]] }),
    );
    expect(features.map(({ kind, lines }) => [kind, lines.length])).toEqual([
      ["road", 1],
      ["place", 1],
      ["water", 2],
    ]);
    expect(features[0]?.lines).toEqual([
      [
        [1, 2],
        [3, 4],
      ],
    ]);
  });

  test.each([
    ["nothing", feature({ code: "v1" }, {}), "geometry"],
    [
      "a ring of three",
      feature(
        { code: "v1" },
        polygon([
          [0, 0],
          [1, 1],
          [0, 0],
        ]),
      ),
      "geometry",
    ],
    ["no ring", feature({ code: "v1" }, polygon()), "geometry"],
    [
      "latitude before longitude",
      feature(
        { code: "v1" },
        polygon([
          [30, 112],
          [31, 112],
          [31, 113],
          [30, 112],
        ]),
      ),
      "position",
    ],
    [
      "text for figures",
      feature(
        { code: "v1" },
        polygon([
          ["a", "b"],
          ["a", "b"],
          ["a", "b"],
          ["a", "b"],
        ]),
      ),
      "position",
    ],
    ["a place nobody knows", feature({ code: "v9" }, polygon(square(0, 0, 1))), "area-unknown"],
    ["a name two villages have", feature({ name: "一网格" }, polygon(square(0, 0, 1))), "area-unknown"],
    ["a kind there is not", feature({ kind: "sea" }, polygon(square(0, 0, 1))), "kind"],
    [
      "too many corners",
      feature({ code: "v1" }, polygon(Array.from({ length: MAX_POINTS + 1 }, () => [0, 0]))),
      "too-many-points",
    ],
  ])("%s is told with its number", (_, wrong, code) => {
    expect(read(feature({ code: "v2" }, polygon(square(0, 0, 1))), wrong).faults).toEqual([{ feature: 2, code }]);
  });

  test("one area twice is told, and what is no map at all", () => {
    const twice = feature({ code: "v1" }, polygon(square(0, 0, 1)));
    expect(read(twice, twice).faults).toEqual([{ feature: 2, code: "area-twice" }]);
    for (const none of [null, [], "x", { type: "Feature" }, { type: "FeatureCollection", features: {} }])
      expect(readGeoJson(none, KNOWN).faults).toEqual([{ feature: 0, code: "geometry" }]);
  });
});

describe("the area of a point", () => {
  const outlines = [
    { path: "cn.v1", lines: [square(0, 0, 10), square(4, 4, 2)] as never },
    { path: "cn.v1.g1", lines: [square(0, 0, 5)] as never },
  ];

  test("is the deepest that holds it, and none where there is none or a hole", () => {
    expect(findAreaAt([1, 1], outlines)).toBe("cn.v1.g1");
    expect(findAreaAt([9, 9], outlines)).toBe("cn.v1");
    expect(findAreaAt([5.5, 5.5], outlines)).toBeUndefined();
    expect(findAreaAt([11, 1], outlines)).toBeUndefined();
  });
});
