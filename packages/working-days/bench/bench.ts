import { SHIPPED_HOLIDAY_TABLES, dueAt } from "../src/index.ts";

const DEADLINES = 200_000;
const WORKING_DAYS = 15;
const HOURS_BETWEEN = 3_600_000;

/** Deadlines a second on one core: 15 working days, the usual reply. No peer: none counts legal days with missing years. */
export async function bench(emit: (line: Record<string, unknown>) => void): Promise<void> {
  const first = Date.UTC(2008, 0, 1);
  for (let round = 0; round < 2; round += 1) {
    const began = performance.now();
    let provisional = 0;
    for (let index = 0; index < DEADLINES; index += 1) {
      const from = first + (index % 140_000) * HOURS_BETWEEN;
      if (dueAt({ from, amount: WORKING_DAYS, unit: "working-days" }, SHIPPED_HOLIDAY_TABLES).provisional) provisional += 1;
    }
    const seconds = (performance.now() - began) / 1000;
    const ours = Math.round(DEADLINES / seconds);
    emit({ name: "working-days: deadlines a second", round, ours, peer: null, ratio: null, goal: 100_000, provisional });
  }
  await Promise.resolve();
}
