import { expect, it } from "vitest";
import { fileSize } from "./file-size.ts";
import { found, judgePlanted } from "./planted.ts";

it("stops what is over a megabyte, whatever it is", () => {
  expect(found(fileSize, { "map.json": "x".repeat(1_000_001) })).toEqual(["map.json:0 1000001 bytes"]);
});

it("lets a megabyte stand", () => {
  expect(judgePlanted(fileSize, { "map.json": "x".repeat(1_000_000) }).state).toBe("passed");
});
