import { expect, test } from "vitest";
import { firstDuties, usualGovernment } from "./first-post.ts";

test("the first administrator stewards, and neither audits nor guards", () => {
  const duties = [
    "appeals.dispatch",
    "organizations.steward",
    "accounts.audit",
    "accounts.security",
    "cases.enact",
    "rules.steward",
  ];
  expect(firstDuties(duties)).toEqual(["organizations.steward", "cases.enact", "rules.steward"]);
});

test("a street office is not a people's government", () => {
  expect(usualGovernment("清河镇")).toBe("清河镇人民政府");
  expect(usualGovernment("新街街道")).toBe("新街街道办事处");
});
