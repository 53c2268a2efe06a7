import type { Capability } from "#platform/capability.ts";
import { beginProjectBound, readBeginFormBound } from "./actions/begin-project.ts";
import { changeMilestoneBound, reachMilestoneBound } from "./actions/days.ts";
import { afterDecision } from "./actions/decisions.ts";
import { accountHappened, DISCLOSED } from "./actions/disclosed.ts";
import { closeAccountBound, judgeProjectBound, reportDoneBound, stopProjectBound } from "./actions/finish.ts";
import { furnish } from "./actions/furnish.ts";
import { costOf, GATES } from "./actions/gates.ts";
import { listProjectsBound } from "./actions/list-projects.ts";
import { addContractBound, changeLineBound, enterCostBound } from "./actions/money.ts";
import { findOverdue } from "./actions/overdue.ts";
import { FILES, hangPapersBound } from "./actions/papers.ts";
import { PUBLICATIONS } from "./actions/put-on-record.ts";
import { readProjectBound } from "./actions/read-project.ts";
import { SUPERVISED } from "./actions/supervised.ts";
import { addTaskBound, finishTaskBound, putOnProjectBound } from "./actions/team.ts";
import { DUTIES } from "./policy.ts";
import { OWN_DATA } from "./store/own-data.ts";

/** Projects: what was decided is carried out in front of everybody, from the plan to the final account. */
export const projects: Capability = {
  name: "projects",
  dependsOn: ["record", "divisions", "organizations", "register", "rules", "cases"],
  actions: [
    beginProjectBound,
    putOnProjectBound,
    addTaskBound,
    finishTaskBound,
    changeLineBound,
    changeMilestoneBound,
    reachMilestoneBound,
    addContractBound,
    enterCostBound,
    hangPapersBound,
    reportDoneBound,
    judgeProjectBound,
    closeAccountBound,
    stopProjectBound,
  ],
  queries: [listProjectsBound, readProjectBound, readBeginFormBound],
  furnish,
  reactions: { "resolutions.step-taken": afterDecision },
  files: FILES,
  contributes: {
    "cases.gates": GATES,
    "disclosure.happenings": { projects: accountHappened },
    "disclosure.overdue": { projects: findOverdue },
    "disclosure.sources": { projects: DISCLOSED },
    "platform.own-data": OWN_DATA,
    "record.sources": PUBLICATIONS.sources,
    "resolutions.costs": { projects: costOf },
    "supervision.steps": { projects: SUPERVISED },
  },
  duties: DUTIES,
  migrations: new URL("./store/migrations", import.meta.url).pathname,
};
