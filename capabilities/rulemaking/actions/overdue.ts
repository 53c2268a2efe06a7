import type { ActionContext } from "#platform/capability.ts";
import { legalDay, startOfLegalDay } from "#platform/legal-day.ts";
import { listLateCorrections } from "../store/corrections.ts";
import { listLateDrafts } from "../store/drafts.ts";

/** A township with more has other troubles than a list. */
const MOST = 500;

/** Drafts whose present step, a filing before all, should have been taken by today, and ordered corrections (`disclosure.overdue`). */
export async function findOverdue({ tx, now }: ActionContext, path: string) {
  const today = legalDay(now);
  const steps = await listLateDrafts(tx, path, startOfLegalDay(today), MOST);
  const corrections = await listLateCorrections(tx, path, today, MOST);
  return [
    ...steps.map(({ state, title, area, organization, number, due_at: due }) => ({
      what: state === "file" ? "rule-filing" : "rule-step",
      title,
      area,
      who: organization,
      // What is due at 24:00 was due on the day before.
      dueOn: legalDay(new Date(due.getTime() - 1)),
      page: `rulemaking/${number}`,
    })),
    ...corrections.map(({ title, area, organization, number, due_on: dueOn }) => ({
      what: "rule-correction",
      title,
      area,
      who: organization,
      dueOn,
      page: `rulemaking/${number}`,
    })),
  ];
}
