import fc from "fast-check";
import { expect, test } from "vitest";
import { centsOf, floorOf } from "../form/read-fields.ts";
import { formatCount, formatFloor, formatMoney, formatNumber, formatShare } from "./number.ts";

test("numbers, shares and counts", () => {
  expect([
    formatNumber(12_345, "zh-CN"),
    formatNumber(0.5, "en"),
    formatShare(0.731, "zh-CN"),
    formatCount(10_000, true, "en"),
  ]).toEqual(["12,345", "0.50", "73.1%", "10,000+"]);
});

test("money is exact up to the largest safe integer", () => {
  expect(formatMoney(Number.MAX_SAFE_INTEGER, "zh-CN")).toBe("¥90,071,992,547,409.91");
  expect(formatMoney(-5, "zh-CN")).toBe("−¥0.05");
  expect(() => formatMoney(0.5, "zh-CN")).toThrow(RangeError);
});

test("a floor area is shown with both places, and reads back as the same", () => {
  expect(formatFloor(123_456, "zh-CN")).toBe("1,234.56 平方米");
  expect(formatFloor(5, "en")).toBe("0.05 m²");
  expect(() => formatFloor(-1, "en")).toThrow(RangeError);
  fc.assert(
    fc.property(fc.integer({ min: 0, max: 999_999_999_999 }), (floorDm2) => floorOf(formatFloor(floorDm2, "en")) === floorDm2),
  );
});

test("what is shown as money reads back as the same cents", () => {
  fc.assert(
    fc.property(fc.integer({ min: 0, max: 999_999_999_999_999 }), (cents) => centsOf(formatMoney(cents, "zh-CN")) === cents),
  );
});
