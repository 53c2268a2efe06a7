import { expect, test } from "vitest";
import { isLate, judgeCarriedOut, lastDue, openMilestones } from "./judge-project.ts";

const DAYS = { due_on: "2026-10-10", accept_due: "2026-10-25", account_due: "2026-11-25" } as const;

test("late is whoever has it now, from the day after", () => {
  const late = (state: "running" | "done" | "accepted" | "finished" | "stopped", today: string) =>
    isLate({ ...DAYS, state }, today);
  expect([late("running", "2026-10-10"), late("running", "2026-10-11")]).toEqual([false, true]);
  expect([late("done", "2026-10-25"), late("done", "2026-10-26")]).toEqual([false, true]);
  expect([late("accepted", "2026-11-25"), late("accepted", "2026-11-26")]).toEqual([false, true]);
  expect([late("finished", "2030-01-01"), late("stopped", "2030-01-01")]).toEqual([false, false]);
  expect(isLate({ ...DAYS, state: "done", accept_due: null }, "2030-01-01")).toBe(false);
});

test("a milestone moved forward or back takes the project's last day with it", () => {
  const first = [
    { id: "a", version: 1, title: "开工", due_on: "2026-09-01" },
    { id: "b", version: 1, title: "完工", due_on: "2026-10-10" },
  ];
  expect(lastDue(first)).toBe("2026-10-10");
  expect(lastDue([...first, { id: "b", version: 2, title: "完工", due_on: "2026-11-01" }])).toBe("2026-11-01");
  expect(lastDue([...first, { id: "b", version: 2, title: "完工", due_on: "2026-09-20" }])).toBe("2026-09-20");
  const open = openMilestones(first, [{ milestone_id: "a", reached_on: "2026-09-03" }]);
  expect(open.map(({ id }) => id)).toEqual(["b"]);
});

test("a decision is carried out by its project's acceptance and account, both", () => {
  const met = (accepted_on: string | null, finished_on: string | null) =>
    judgeCarriedOut({ number: "n", state: "running", accepted_on, finished_on }, true).map((fact) => fact.met);
  expect(met(null, null)).toEqual([false, false]);
  expect(met("2026-10-20", null)).toEqual([true, false]);
  expect(met("2026-10-20", "2026-11-01")).toEqual([true, true]);
  expect(judgeCarriedOut(undefined, true).map((fact) => fact.met)).toEqual([true]);
  expect(judgeCarriedOut(undefined, false).map((fact) => fact.met)).toEqual([false]);
});
