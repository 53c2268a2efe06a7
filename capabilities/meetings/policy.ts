import { allOf, anyOf, byPost, everyone, isTrue, self, signedIn } from "#platform/policy.ts";

/** `keep` convenes and runs meetings in its area; `count` is a teller's: counts votes and types a paper sheet the second time. */
export const DUTIES = ["meetings.keep", "meetings.count"] as const;

export const mayKeep = byPost({ duty: "meetings.keep", area: "division_path" });
export const isKeeper = byPost({ duty: "meetings.keep" });
export const mayCount = anyOf(mayKeep, byPost({ duty: "meetings.count", area: "division_path" }));
/** `person_id` is the reader where they are on the meeting's roll. */
export const mayRead = anyOf(isTrue("public"), mayCount, self("person_id"));
/** Somebody who reads of it, for themselves: the roll says whether they are on it. */
export const maySignIn = allOf(signedIn, mayRead);
/** Discussion and papers of the minutes: those who were due, and those who run it. */
export const mayReadMinutes = anyOf(mayCount, self("person_id"));
/** Who asked for which meeting is everybody's to know. */
export const maySee = everyone;
export const mayStart = signedIn;
