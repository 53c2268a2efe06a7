import { anyOf, byPost, everyone, self, signedIn } from "#platform/policy.ts";

/** `watch` is the supervision committee's; `answer` speaks for the body that was objected to; `oversee` rules for the township. */
export const DUTIES = ["supervision.watch", "supervision.answer", "supervision.oversee"] as const;

export const isWatcher = byPost({ duty: "supervision.watch" });
export const mayWatch = byPost({ duty: "supervision.watch", area: "division_path" });
export const mayAnswer = byPost({ duty: "supervision.answer", area: "division_path", organization: "organization_id" });
export const mayRule = byPost({ duty: "supervision.oversee", area: "division_path" });
export const hasDesk = anyOf(isWatcher, byPost({ duty: "supervision.answer" }), byPost({ duty: "supervision.oversee" }));
/** Words of a complaint: whoever made it, and the township that looks into it. Never the body complained of. */
export const mayReadComplaint = anyOf(self("person_id"), mayRule);
export const mayComplain = signedIn;
/** What the committee objects to and asks, and where everything stands, is everybody's. */
export const maySee = everyone;
