import { expect, test } from "vitest";
import { dueNow, isLate, mayGoUpward, type Standing } from "./judge-matter.ts";

const waiting: Standing = {
  kind: "objection",
  step: "waiting",
  answer_due: "2026-03-10",
  upward_on: null,
  upward_due: null,
  order_due: null,
  upheld: null,
};

test("the last day itself is in time, the day after is late", () => {
  expect([isLate(waiting, "2026-03-10"), isLate(waiting, "2026-03-11")]).toEqual([false, true]);
});

test("what waits goes upward only after its day, what was explained at once, and neither twice", () => {
  expect([mayGoUpward(waiting, "2026-03-10"), mayGoUpward(waiting, "2026-03-11")]).toEqual([false, true]);
  const explained = { ...waiting, step: "explained" } as const;
  expect(mayGoUpward(explained, "2026-03-05")).toBe(true);
  expect(mayGoUpward({ ...explained, upward_on: "2026-03-06" }, "2026-03-07")).toBe(false);
});

test("what was to be put right by a day goes upward after it; a complaint is there already", () => {
  const righting = { ...waiting, step: "righting", order_due: "2026-03-20" } as const;
  expect([mayGoUpward(righting, "2026-03-20"), mayGoUpward(righting, "2026-03-21")]).toEqual([false, true]);
  expect(mayGoUpward({ ...righting, kind: "complaint" }, "2026-03-21")).toBe(false);
});

test("nobody has what is over", () => {
  for (const step of ["explained", "righted", "dismissed"] as const)
    expect(dueNow({ ...waiting, step, upward_due: "2026-03-20", order_due: "2026-03-30" })).toBeNull();
  expect(dueNow({ ...waiting, step: "upward", upward_due: "2026-03-20" })).toBe("2026-03-20");
});
