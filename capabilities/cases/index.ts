import type { Capability } from "#platform/capability.ts";
import { readCourseBound } from "./actions/read-course.ts";

export { advanceCase, completeTask, type Advanced } from "./actions/advance-case.ts";
export { dueAfter, findSpan, type Span } from "./domain/find-deadline.ts";
export { enactProcedure, type ProcedureToEnact } from "./actions/enact-procedure.ts";
export { recordEndedCases } from "./actions/record-ended-cases.ts";
export { TIMERS } from "./actions/sweep-timers.ts";
export { taskBindings } from "./actions/task-bindings.ts";
export { extendTask } from "./actions/extend-task.ts";
export { findCase, type CaseRow } from "./store/find-case.ts";
export { openCase, type CaseToOpen, type OpenedCase } from "./actions/open-case.ts";

/** Cases: procedures that run, the tasks that wait in them, and what happened. */
export const cases: Capability = {
  name: "cases",
  dependsOn: ["organizations", "register", "rules"],
  queries: [readCourseBound],
  duties: ["cases.enact"],
  migrations: new URL("./store/migrations", import.meta.url).pathname,
};
