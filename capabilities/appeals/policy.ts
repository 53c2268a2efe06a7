import { anyOf, byPost, everyone, holder, isTrue, self, signedIn } from "#platform/policy.ts";

/** Rights a post may carry here. `handle` is a unit's; `dispatch` and `release` the hotline's; `desk` a helper's; `oversee` reads. */
export const DUTIES = [
  "appeals.dispatch",
  "appeals.handle",
  "appeals.desk",
  "appeals.release",
  "appeals.oversee",
  "appeals.import",
] as const;

const dispatcher = byPost({ duty: "appeals.dispatch", area: "division_path" });
const lead = byPost({ duty: "appeals.handle", area: "division_path", organization: "lead_organization" });
const coHandler = byPost({ duty: "appeals.handle", area: "division_path", anyOrganization: "co_organizations" });
const resident = anyOf(self("owner_person"), holder("holder_key"));
const overseer = byPost({ duty: "appeals.oversee", area: "division_path" });
const releaser = byPost({ duty: "appeals.release", area: "division_path" });

export const mayRaise = everyone;
export const mayKeepViews = anyOf(...DUTIES.map((duty) => byPost({ duty })));
export const ownsView = self("owner_person");
/** Whoever has a person here: notices go to it. */
export const mayFollow = signedIn;
export const ownsSubscription = self("person_id");
export const mayEnter = byPost({ duty: "appeals.desk" });
/** The desk that wrote it down: whoever sits there now. */
export const mayCorrect = byPost({ duty: "appeals.desk", area: "division_path", organization: "helper_organization" });
export const mayDispatch = dispatcher;
export const mayLead = lead;
export const mayReport = coHandler;
export const mayWriteNotes = anyOf(lead, coHandler, dispatcher);
export const mayJudge = resident;
export const mayRelease = releaser;
export const mayReadAsStaff = anyOf(dispatcher, lead, coHandler, overseer, releaser);
/** What was written and not released. */
export const mayReadWords = anyOf(resident, mayReadAsStaff);
export const mayRead = anyOf(mayReadWords, isTrue("public"));
export const isResident = resident;
export const isReleased = isTrue("public");
