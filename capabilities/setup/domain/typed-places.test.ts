import { expect, test } from "vitest";
import { codesAbove, typedPlaces } from "./typed-places.ts";

const NAMES = { province: "演示省", city: "演示市", county: "云溪县", township: "清河镇" };

test("names every level that is not known, from above", () => {
  expect(typedPlaces("990101101", NAMES, new Set())).toEqual([
    { code: "99", name: "演示省" },
    { code: "9901", name: "演示市" },
    { code: "990101", name: "云溪县" },
    { code: "990101101", name: "清河镇" },
  ]);
  expect(typedPlaces("990101101", { township: " 清河镇 " }, new Set(["99", "9901", "990101"]))).toEqual([
    { code: "990101101", name: "清河镇" },
  ]);
  expect(typedPlaces("990101", {}, new Set(["99", "9901", "990101"]))).toEqual([]);
});

test("asks for the first name that is missing, and never for a level below the place", () => {
  expect(typedPlaces("990101101", { ...NAMES, city: "  " }, new Set())).toEqual({ needs: "city" });
  expect(typedPlaces("9901", { province: "演示省", city: "演示市" }, new Set())).toHaveLength(2);
  expect(codesAbove("990101")).toEqual(["99", "9901", "990101"]);
});
