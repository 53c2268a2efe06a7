import { expect, test } from "vitest";
import { hasCharter, termOn } from "./term.ts";

test("both days of a term belong to it", () => {
  const term = { from: "2024-03-01", to: "2029-02-28" };
  expect(termOn("2024-02-29", term)).toBe("to-come");
  expect(termOn("2024-03-01", term)).toBe("running");
  expect(termOn("2029-02-28", term)).toBe("running");
  expect(termOn("2029-03-01", term)).toBe("over");
});

test("bodies of residents have charters, offices of the state have none", () => {
  expect(hasCharter("self-governing")).toBe(true);
  expect(hasCharter("social")).toBe(true);
  expect(hasCharter("department")).toBe(false);
  expect(hasCharter("party-organization")).toBe(false);
});
