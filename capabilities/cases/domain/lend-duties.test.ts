import { expect, test } from "vitest";
import { lendDuties } from "./lend-duties.ts";

test("daily work is lent; keeping rules, rights and the audit is not", () => {
  expect(lendDuties(["appeals.handle", "rules.steward", "accounts.audit", "cases.enact", "appeals.dispatch"])).toEqual([
    "appeals.handle",
    "appeals.dispatch",
  ]);
  expect(lendDuties(["accounts.audit"])).toEqual([]);
});
