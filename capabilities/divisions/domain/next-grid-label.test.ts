import { expect, test } from "vitest";
import { nextGridLabel } from "./next-grid-label.ts";

test("the first grid of a village is g1", () => expect(nextGridLabel([])).toBe("g1"));

test("a label is never given out again, not even one between others", () => {
  expect(nextGridLabel(["g1", "g3"])).toBe("g4");
  expect(nextGridLabel(["g9", "g10"])).toBe("g11");
});

test("labels of another form do not count", () => expect(nextGridLabel(["east", "g2"])).toBe("g3"));
