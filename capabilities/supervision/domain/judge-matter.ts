/** Where an objection, an inquiry or a complaint stands. Days are legal days; a day itself is in time. */
export type Standing = {
  readonly kind: "objection" | "inquiry" | "complaint";
  readonly step: "waiting" | "explained" | "righting" | "righted" | "upward" | "dismissed";
  readonly answer_due: string | null;
  readonly upward_on: string | null;
  readonly upward_due: string | null;
  readonly order_due: string | null;
  readonly upheld: boolean | null;
};

/** By when whoever has it now must be done; null: nobody has it. */
export function dueNow({ step, answer_due, upward_due, order_due }: Standing): string | null {
  switch (step) {
    case "waiting":
      return answer_due;
    case "upward":
      return upward_due;
    case "righting":
      return order_due;
    case "explained":
    case "righted":
    case "dismissed":
      return null;
  }
}

export function isLate(matter: Standing, today: string): boolean {
  const due = dueNow(matter);
  return due !== null && due < today;
}

/** The township may be asked once: of what was not answered in its days, not accepted, or not put right in its days. */
export function mayGoUpward(matter: Standing, today: string): boolean {
  if (matter.kind === "complaint" || matter.upward_on !== null) return false;
  return matter.step === "explained" || ((matter.step === "waiting" || matter.step === "righting") && isLate(matter, today));
}
