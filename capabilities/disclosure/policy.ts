import { anyOf, byPost, everyone, self, signedIn } from "#platform/policy.ts";

/** `keep` writes and publishes for its own body; `review` is the supervision committee's; `oversee` answers for the township. */
export const DUTIES = ["disclosure.keep", "disclosure.review", "disclosure.oversee"] as const;

export const mayKeep = byPost({ duty: "disclosure.keep", area: "division_path", organization: "owner" });
/** Opens a duty in its area; who must publish it is the catalogue's to say. */
export const mayOpen = byPost({ duty: "disclosure.keep", area: "division_path" });
export const isKeeper = byPost({ duty: "disclosure.keep" });
export const mayReview = byPost({ duty: "disclosure.review", area: "division_path" });
export const mayRule = byPost({ duty: "disclosure.oversee", area: "division_path" });
export const hasDuties = anyOf(isKeeper, byPost({ duty: "disclosure.review" }), byPost({ duty: "disclosure.oversee" }));
/** Drafts are seen by whoever writes, reviews or oversees them. */
export const mayReadDraft = anyOf(mayKeep, mayReview, mayRule);
/** Words of an objection: whoever made it, and whoever answers it. */
export const mayReadObjection = anyOf(self("person_id"), mayKeep, mayReview, mayRule);
export const ownsObjection = self("person_id");
export const maySee = everyone;
export const mayTakePart = signedIn;
