import type { Course } from "./course.ts";

/** What of a duty its judging needs. Days are legal days. */
export type Standing = {
  readonly step: "due" | "drafting" | "review" | "reviewed" | "fixed" | "published";
  readonly versions: number;
  readonly due_on: string;
  readonly first_on: string | null;
  readonly review_due: string | null;
  readonly shown_until: string | null;
  readonly objections_until: string | null;
  readonly taken_down_on: string | null;
  readonly order_due: string | null;
  readonly correcting: string;
};

/** Not published though its day has passed, or published after it. */
export function isLate({ versions, first_on, due_on }: Standing, today: string): boolean {
  return (versions === 0 || first_on === null ? today : first_on) > due_on;
}

/** The review's days have passed without a word: it may be fixed, and says so. */
export function isSilent({ step, review_due }: Pick<Standing, "step" | "review_due">, today: string): boolean {
  return step === "review" && review_due !== null && today > review_due;
}

export type KeeperAct =
  | "begin-draft"
  | "edit-draft"
  | "send-to-review"
  | "fix-draft"
  | "publish-disclosure"
  | "take-down"
  | "begin-correction";

/** What its keeper can do with it today, the next step first. */
export function keeperActs(item: Standing, today: string): readonly KeeperAct[] {
  switch (item.step) {
    case "due":
      return ["begin-draft"];
    case "drafting":
      return ["edit-draft", "send-to-review"];
    case "review":
      return isSilent(item, today) ? ["fix-draft"] : [];
    case "reviewed":
      return ["fix-draft"];
    case "fixed":
      return ["publish-disclosure"];
    case "published": {
      const hung = item.taken_down_on === null && item.shown_until !== null && today > item.shown_until;
      return hung ? ["take-down", "begin-correction"] : ["begin-correction"];
    }
  }
}

/** The day by which its keeper has to be done; a correction nobody ordered has none. */
export function dueDay({ versions, due_on, order_due }: Standing): string | null {
  return order_due ?? (versions === 0 ? due_on : null);
}

/** Near enough that its keeper is told, or past. */
export function reminderOf(item: Standing, daysLeft: number, { remindDays }: Pick<Course, "remindDays">): "" | "near" | "late" {
  if (item.versions > 0) return "";
  if (daysLeft < 0) return "late";
  return daysLeft <= remindDays ? "near" : "";
}
