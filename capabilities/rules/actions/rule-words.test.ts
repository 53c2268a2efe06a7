import { afterAll, beforeAll, expect, test } from "vitest";
import en from "../messages/en.json" with { type: "json" };
import zh from "../messages/zh-CN.json" with { type: "json" };
import { listRules } from "../contract/list-rules.ts";
import { readRule } from "../contract/read-rule.ts";
import { startTestHouse, type TestHouse } from "#apps/server/testing/start-test-house.ts";

let house: TestHouse;

beforeAll(async () => {
  house = await startTestHouse();
});
afterAll(async () => {
  await house.close();
});

/** What a capability hands over is read by residents: `种类 › 村民会议 › 提前通知的日数`, not `kinds › villagers-assembly › noticeDays`. */
test("every figure of every rule a place begins with is named in both languages", async () => {
  const { rules } = await house.visitor().call(listRules, {});
  expect(rules.length).toBeGreaterThan(15);
  const unnamed = new Set<string>();
  for (const { id } of rules) {
    const { versions } = await house.visitor().call(readRule, { id });
    for (const { pointer, parts } of versions.flatMap(({ parameters }) => parameters))
      for (const part of parts.filter((one) => !/^\d+$/.test(one) && one !== "of" && !/\p{Script=Han}/u.test(one)))
        for (const words of [zh.words, en.words]) if (!Object.hasOwn(words, part)) unnamed.add(`${pointer}: ${part}`);
  }
  expect([...unnamed]).toEqual([]);
});
