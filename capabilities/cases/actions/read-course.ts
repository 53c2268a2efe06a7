import { bind } from "#platform/capability.ts";
import { readCourse } from "../contract/read-course.ts";
import { mayReadCase } from "../policy.ts";
import { findCase } from "../store/find-case.ts";
import { findOpenSteps, findPath } from "../store/find-course.ts";
import { findProcedure } from "../store/find-procedure.ts";
import { courseOf } from "./read-case.ts";

export const readCourseBound = bind(readCourse, {
  policy: mayReadCase,
  subject: async (context, input) => await findCase(context.tx, input.caseId),
  run: async ({ tx }, _, row) => {
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
        dueAt: task.due_at?.toISOString() ?? null,
        provisional: task.provisional,
        unit: task.unit,
      })),
    };
  },
});
