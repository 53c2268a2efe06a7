import { bind, type ActionContext } from "#platform/capability.ts";
import { readCaseNumber } from "#platform/identifiers/case-number.ts";
import { dueAsOpened, dueByTheDay } from "#platform/legal-day.ts";
import { readCourse } from "../contract/read-course.ts";
import { mayReadCase, mayReadCaseAsStaff, mayReadOwnCase } from "../policy.ts";
import { findCaseByNumber } from "../store/find-case.ts";
import { findOpenSteps, findPath } from "../store/find-course.ts";
import { findProcedure } from "../store/find-procedure.ts";
import { courseOf } from "./read-case.ts";

/** The point of those who keep receipts for residents: makes whoever asks the holder of a case's, where it is theirs. */
const RECEIPTS = "cases.receipts";
export type HoldReceipt = (context: ActionContext, number: string) => Promise<boolean>;

export const readCourseBound = bind(readCourse, {
  policy: mayReadCase,
  subject: async (context, input) => {
    const number = readCaseNumber(input.number) ?? "";
    const found = await findCaseByNumber(context.tx, number);
    if (found !== undefined) return found;
    for (const hold of (context.offered.contributed.get(RECEIPTS) ?? new Map<string, HoldReceipt>()).values())
      if (await (hold as HoldReceipt)(context, number)) return await findCaseByNumber(context.tx, number);
    return undefined;
  },
  run: async ({ tx, actor }, _, row) => {
    const own = mayReadOwnCase.can(actor, row);
    const staff = mayReadCaseAsStaff.can(actor, row);
    const told = (opened: Date, due: Date) => {
      if (own) return due.toISOString();
      return staff ? dueAsOpened(opened, due).dueAt : dueByTheDay(due);
    };
    const procedure = await findProcedure(tx, row.procedure_key, row.procedure_version);
    const open = await findOpenSteps(tx, row.id);
    return {
      number: row.number,
      procedure: procedure.title,
      version: procedure.version,
      state: row.state,
      ...courseOf(procedure, row, await findPath(tx, row.id)),
      tasks: open.map((task) => ({
        element: task.element,
        name: task.name,
        action: task.action,
        dueAt: task.due_at === null ? null : told(task.opened_at, task.due_at),
        provisional: task.provisional,
        unit: task.unit,
      })),
    };
  },
});
