import type { Capability } from "#platform/capability.ts";
import { listConsentsBound, withdrawConsentBound } from "./actions/consents.ts";
import { ERASED_KIND, ERASED_ON_RECORD, eraseJob } from "./actions/erase-job.ts";
import { readOwnDataBound, takeOwnDataBound } from "./actions/own-data.ts";
import { askErasureBound, decideRequestBound, listRequestsBound, readErasureFormBound } from "./actions/requests.ts";

/** What is held about a resident, in their own hands. */
export const privacy: Capability = {
  name: "privacy",
  dependsOn: ["record", "register"],
  actions: [withdrawConsentBound, askErasureBound, decideRequestBound],
  queries: [readOwnDataBound, takeOwnDataBound, listConsentsBound, readErasureFormBound, listRequestsBound],
  jobs: { erase: eraseJob },
  contributes: {
    "record.sources": { [ERASED_KIND]: ERASED_ON_RECORD },
    "platform.retention": { "privacy.request": { made: "r.asked_at" } },
  },
  migrations: new URL("./store/migrations", import.meta.url).pathname,
};
