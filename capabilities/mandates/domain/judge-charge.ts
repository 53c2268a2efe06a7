import { daysBetween } from "@gongzhi/working-days";

type Charge = {
  readonly state: "open" | "objected" | "reported" | "accepted" | "lifted";
  readonly due_on: string;
  readonly judge_due: string | null;
};

/** The day by which somebody must do something now; null: nobody. */
export function dueNow({ state, due_on: due, judge_due: judge }: Charge): string | null {
  return state === "open" ? due : state === "reported" || state === "objected" ? judge : null;
}

/** Whole days since then. */
export function daysLate(charge: Charge, today: string): number {
  const due = dueNow(charge);
  return due === null ? 0 : Math.max(0, daysBetween(due, today));
}
