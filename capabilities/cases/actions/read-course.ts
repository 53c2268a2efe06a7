import type { NetElement } from "@gongzhi/procedure";
import { bind } from "#platform/capability.ts";
import { readCourse } from "../contract/read-course.ts";
import { mayReadCase } from "../policy.ts";
import { findCase } from "../store/find-case.ts";
import { findOpenSteps, findPath } from "../store/find-course.ts";
import { findProcedure } from "../store/find-procedure.ts";

export const readCourseBound = bind(readCourse, {
  policy: mayReadCase,
  subject: async (context, input) => await findCase(context.tx, input.caseId),
  run: async ({ tx }, _, row) => {
    const procedure = await findProcedure(tx, row.procedure_key, row.procedure_version);
    const passed = new Set(await findPath(tx, row.id));
    const open = await findOpenSteps(tx, row.id);
    const now = new Set(open.map((task) => task.element));
    const stateOf = (element: NetElement) => stateAs(now.has(element.id), passed.has(element.id), row.state === "open");
    return {
      number: row.number,
      procedure: procedure.title,
      version: procedure.version,
      state: row.state,
      svg: "",
      steps: procedure.net.elements
        .filter((element) => element.kind === "work")
        .map((element) => ({ element: element.id, name: element.name ?? element.id, state: stateOf(element) })),
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

function stateAs(isNow: boolean, isPassed: boolean, isOpen: boolean): "now" | "done" | "ahead" | "skipped" {
  if (isNow) return "now";
  if (isPassed) return "done";
  return isOpen ? "ahead" : "skipped";
}
