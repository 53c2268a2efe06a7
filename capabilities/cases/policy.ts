import { allOf, anyOf, byPost, byRowsDuty, everyone, holder, inArea, isTrue, keptFrom, self } from "#platform/policy.ts";

/**
 * Rights a post may carry here. `enact` puts procedures in force and moves cases; `oversee` takes the exact event log along; `consent` says
 * for its body whether it consents to what is asked of it.
 */
export const DUTIES = ["cases.enact", "cases.oversee", "cases.consent"] as const;

/** Whoever raised the matter, by name or by receipt. */
export const mayReadOwnCase = anyOf(self("owner_person"), holder("holder_key"));
/** Whom a matter complains of is kept from its case, whatever their posts. */
const notBarred = keptFrom("barred");
/** Whoever may see a case: its resident, whoever's posts cover its area, and everybody once its capability made it public. */
export const mayReadCase = anyOf(mayReadOwnCase, allOf(notBarred, anyOf(inArea("division_path"), isTrue("public"))));

/** Whoever takes the exact event log along: what happened when, under which post. */
export const mayTakeExactLog = allOf(notBarred, byPost({ duty: "cases.oversee", area: "division_path" }));
export const isReleasedCase = allOf(notBarred, isTrue("public"));

/** The case behind the matter, with who has which task: any post whose area covers it. */
export const mayReadCaseAsStaff = allOf(notBarred, inArea("division_path"));

/** Whoever's post carries the duty a task asks for, where it lies, in its organization: own posts and those one stands in for. */
export const mayDoTask = allOf(notBarred, byRowsDuty({ duty: "duty", area: "division_path", organization: "organization_id" }));

/** One's own post, or as steward any post of the area. */
export const mayPutSubstitute = anyOf(self("person_id"), byPost({ duty: "organizations.steward", area: "division_path" }));

/** An office's own procedure is begun by any post, in its own area. */
export const mayBeginCase = inArea("division_path");
export const mayConsent = allOf(notBarred, byPost({ duty: "cases.consent", area: "division_path" }));
export const mayMoveCase = allOf(notBarred, byPost({ duty: "cases.enact", area: "division_path" }));

/** By what steps a matter goes is everybody's to know; the drawing itself is on the record. */
export const mayReadProcedure = everyone;
/** A procedure holds in the whole tenant: a post of a part of it changes none. */
export const mayEnactProcedure = byPost({ duty: "cases.enact", area: "division_path" });
