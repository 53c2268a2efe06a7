import type { Capability } from "#platform/capability.ts";
import { listConsentsBound, withdrawConsentBound } from "./actions/consents.ts";
import { ERASED_KIND, ERASED_ON_RECORD, eraseJob } from "./actions/erase-job.ts";
import { furnish } from "./actions/furnish.ts";
import {
  decideObjectionBound,
  listObjectionsBound,
  OBJECTION_CHECK,
  OBJECTION_RULE,
  objectToUseBound,
} from "./actions/objections.ts";
import { readOwnDataBound, takeOwnDataBound } from "./actions/own-data.ts";
import { askErasureBound, decideRequestBound, listRequestsBound, readErasureFormBound } from "./actions/requests.ts";
import { listUsesBound, resumeUseBound, stopUseBound } from "./actions/uses.ts";

/** What is held about a resident, in their own hands. */
export const privacy: Capability = {
  name: "privacy",
  dependsOn: ["record", "register", "organizations", "rules"],
  actions: [
    withdrawConsentBound,
    stopUseBound,
    resumeUseBound,
    objectToUseBound,
    decideObjectionBound,
    askErasureBound,
    decideRequestBound,
  ],
  queries: [
    readOwnDataBound,
    takeOwnDataBound,
    listConsentsBound,
    readErasureFormBound,
    listRequestsBound,
    listUsesBound,
    listObjectionsBound,
  ],
  furnish,
  jobs: { erase: eraseJob },
  contributes: {
    "record.sources": { [ERASED_KIND]: ERASED_ON_RECORD },
    "platform.retention": { "privacy.request": { made: "r.asked_at" }, "privacy.objection": { made: "r.asked_at" } },
    "rules.checks": { [OBJECTION_RULE]: OBJECTION_CHECK },
  },
  migrations: new URL("./store/migrations", import.meta.url).pathname,
};
