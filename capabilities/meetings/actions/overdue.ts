import type { ActionContext } from "#platform/capability.ts";
import { legalDay } from "#platform/legal-day.ts";
import { listInitiativeRows } from "../store/initiatives.ts";
import { findBodies } from "../store/meetings.ts";
import { askingsOf } from "./askings.ts";

const COMMITTEES = ["village-committee", "residents-committee"];

/** Meetings that had to be called because enough asked, and were not (`disclosure.overdue`). What else was asked for is its own capability's. */
export async function findOverdue(context: ActionContext, path: string) {
  const { tx, now, offered } = context;
  const today = legalDay(now);
  const others = askingsOf(offered);
  const late = (await listInitiativeRows(tx, path)).filter(
    ({ kind, state, due_on }) => state === "reached" && due_on !== null && due_on < today && !others.has(kind),
  );
  return await Promise.all(
    late.map(async ({ id, title, area, division_path, due_on, asks }) => ({
      what: asks === "item" ? "take-item" : "call-meeting",
      title,
      area,
      who: (await findBodies(tx, division_path, COMMITTEES))[0]?.name ?? "",
      dueOn: due_on ?? "",
      page: `meetings/initiatives/${id}`,
    })),
  );
}
