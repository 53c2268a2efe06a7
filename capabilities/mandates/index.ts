import type { Capability } from "#platform/capability.ts";
import { FILES, judgeChargeBound, liftChargeBound, reportChargeBound } from "./actions/carry.ts";
import { COURSE, COURSE_CHECK } from "./actions/course.ts";
import { furnish } from "./actions/furnish.ts";
import { DISCLOSED } from "./actions/disclosed.ts";
import { giveMandateBound, readGiveFormBound } from "./actions/give.ts";
import { decideObjectionBound, objectToChargeBound } from "./actions/object.ts";
import { findOverdue } from "./actions/overdue.ts";
import { PUBLICATIONS } from "./actions/put-on-record.ts";
import { listChargesBound, readBurdenBound, readChargeBound, readMandateBound } from "./actions/read.ts";
import { DUTIES } from "./policy.ts";
import { OWN_DATA } from "./store/own-data.ts";

/** Carrying out: what is decided above becomes charges below, each with an owner of the powers list, a day, evidence and a public state. */
export const mandates: Capability = {
  name: "mandates",
  dependsOn: ["record", "divisions", "organizations", "rules"],
  actions: [giveMandateBound, objectToChargeBound, decideObjectionBound, reportChargeBound, judgeChargeBound, liftChargeBound],
  queries: [listChargesBound, readMandateBound, readChargeBound, readBurdenBound, readGiveFormBound],
  furnish,
  files: FILES,
  contributes: {
    "disclosure.overdue": { mandates: findOverdue },
    "disclosure.sources": { mandates: DISCLOSED },
    "platform.own-data": OWN_DATA,
    "record.sources": PUBLICATIONS.sources,
    "rules.checks": { [COURSE]: COURSE_CHECK },
  },
  duties: DUTIES,
  migrations: new URL("./store/migrations", import.meta.url).pathname,
};
