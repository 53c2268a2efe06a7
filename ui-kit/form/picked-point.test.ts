import { describe, expect, test } from "vitest";
import { writeView } from "../map/map-view.ts";
import { heightAt, POINT, withPickedPoint } from "./picked-point.ts";

const VIEW = { west: 112, south: 30, east: 112.1, north: 30.1, width: 400, height: 460 };

describe("a press on the map", () => {
  const sent = (fields: Record<string, string>) =>
    withPickedPoint((name) => ({ [POINT.fields]: "longitude,latitude", [POINT.view]: writeView(VIEW), ...fields })[name] ?? "", {
      text: ["x"],
    });

  test("is none where the form was sent otherwise", () => {
    expect(sent({})).toBeUndefined();
    expect(withPickedPoint(() => "", {})).toBeUndefined();
  });

  test("sets the point and keeps what was typed; taken away, there is none", () => {
    const values = sent({ "_point.small.x": "144", "_point.small.y": String(heightAt(VIEW, 288) / 2) });
    expect(values?.["text"]).toEqual(["x"]);
    expect(Number(values?.["longitude"]?.[0])).toBeCloseTo(112.05, 3);
    expect(Number(values?.["latitude"]?.[0])).toBeCloseTo(30.05, 3);
    expect(sent({ [POINT.clear]: "1" })?.["longitude"]).toEqual([]);
  });

  test("by keyboard, or with a view nobody sent, points nowhere", () => {
    expect(sent({ "_point.large.x": "0", "_point.large.y": "0" })?.["longitude"]).toBeUndefined();
    expect(sent({ "_point.large.x": "5", "_point.large.y": "5", [POINT.view]: "x" })?.["longitude"]).toBeUndefined();
  });
});
