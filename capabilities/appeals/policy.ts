import type { Actor, ActorPost } from "#platform/actor.ts";
import { allOf, anyOf, byPost, everyone, holder, is, isTrue, keptFrom, self, signedIn } from "#platform/policy.ts";

/** Rights a post may carry here. `handle` is a unit's; `dispatch` and `release` the hotline's; `desk` a helper's; `oversee` reads;
 * `unseal` opens who raised a sealed appeal, two together; `review` reviews what others decided;
 * `retaliation` looks into what was done to whoever raised one. */
export const DUTIES = [
  "appeals.dispatch",
  "appeals.handle",
  "appeals.desk",
  "appeals.release",
  "appeals.oversee",
  "appeals.import",
  "appeals.unseal",
  "appeals.review",
  "appeals.retaliation",
] as const;

/** Whom it complains of is kept from it, with every body they serve in and all above those in line, whatever their posts (TRUST case 5). */
const notBarred = keptFrom("barred");
const official = (term: Parameters<typeof byPost>[0]) => allOf(notBarred, byPost(term));
const READ_WHOLE = ["appeals.dispatch", "appeals.oversee", "appeals.release"];
const dispatcher = official({ duty: "appeals.dispatch", area: "division_path" });
const lead = official({ duty: "appeals.handle", area: "division_path", organization: "lead_organization" });
const coHandler = official({ duty: "appeals.handle", area: "division_path", anyOrganization: "co_organizations" });
const resident = anyOf(self("owner_person"), holder("holder_key"));
const overseer = official({ duty: "appeals.oversee", area: "division_path" });
const releaser = official({ duty: "appeals.release", area: "division_path" });

export const mayRaise = everyone;
export const mayKeepViews = anyOf(...DUTIES.map((duty) => byPost({ duty })));
export const ownsView = self("owner_person");
/** Whoever has a person here: notices go to it. */
export const mayFollow = signedIn;
export const ownsSubscription = self("person_id");
export const mayEnter = byPost({ duty: "appeals.desk" });
/** The desk that wrote it down: whoever sits there now. */
export const mayCorrect = official({ duty: "appeals.desk", area: "division_path", organization: "by_organization" });
export const mayDispatch = dispatcher;
/** Archives all that is over; sees counts alone. */
export const mayArchive = byPost({ duty: "appeals.dispatch", area: "division_path" });
export const mayLead = lead;
export const mayReport = coHandler;
export const mayWriteNotes = anyOf(lead, coHandler, dispatcher);
export const mayJudge = resident;
export const mayRelease = releaser;
/** An opening, by where its appeal lies; and the appeals there is something to open of. */
export const mayUnseal = official({ duty: "appeals.unseal", area: "division_path" });
export const mayUnsealAppeal = allOf(mayUnseal, is("mode", "sealed"));
/** Whether they made the decision themselves is for the action, and the database, to say. */
export const mayReview = official({ duty: "appeals.review", area: "division_path" });
/** The body it was sent to. Whoever reported it, or whom it happened to, reads it and decides nothing. */
export const mayDecideRetaliation = official({
  duty: "appeals.retaliation",
  area: "division_path",
  organization: "organization_id",
});
export const mayReadRetaliation = anyOf(resident, mayDecideRetaliation);
/** Appeals the house watches over: to whoever may have to look into what is seen. */
export const mayWatch = official({ duty: "appeals.retaliation", area: "division_path" });
export const mayReadAsStaff = anyOf(dispatcher, lead, coHandler, overseer, releaser, mayUnsealAppeal, mayReview);
export const isReleased = allOf(notBarred, isTrue("public"));
/** Areas in which posts of theirs read whatever lies there and does not concern themselves, whichever unit has it in hand: a part of `mayReadAsStaff`. */
export function areasReadWhole(actor: Actor): readonly string[] {
  const reads = (post: ActorPost) => READ_WHOLE.some((duty) => post.duties.includes(duty));
  return [...new Set(actor.posts.filter(reads).flatMap(({ areas }) => areas))];
}
/** What was written and not released. */
export const mayReadWords = anyOf(resident, mayReadAsStaff);
export const mayRead = anyOf(mayReadWords, isReleased);
export const isResident = resident;
