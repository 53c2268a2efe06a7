import { afterAll, beforeAll, expect, test } from "vitest";
import { startTestHouse, type TestHouse } from "../start-test-house.ts";
import { findBroken } from "./find-broken.ts";

let house: TestHouse;

beforeAll(async () => {
  house = await startTestHouse();
});
afterAll(async () => {
  await house.close();
});

test("the demo's year is in order", async () => {
  expect(await findBroken(house.admin, new Date())).toEqual([]);
});
