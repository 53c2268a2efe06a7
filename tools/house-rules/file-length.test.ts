import { expect, it } from "vitest";
import { fileLength } from "./file-length.ts";
import { found, judgePlanted } from "./planted.ts";

const lines = (count: number) => "x;\n".repeat(count);

it("stops 401 lines, and 601 in a test", () => {
  expect(found(fileLength, { "a.ts": lines(401), "b.test.ts": lines(601) })).toEqual([
    "a.ts:0 401 lines, at most 400",
    "b.test.ts:0 601 lines, at most 600",
  ]);
});

it("lets 400 lines stand, and 600 in a test", () => {
  expect(judgePlanted(fileLength, { "a.ts": lines(400), "b.test.ts": lines(600) })).toMatchObject({
    state: "passed",
    scanned: 2,
  });
});
