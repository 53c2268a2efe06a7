import type { PostExclusion } from "#capabilities/organizations/index.ts";
import type { ActionContext } from "#platform/capability.ts";
import { areasOf } from "#platform/actor.ts";
import { citeComposition, isSetApart, sayGround } from "../domain/say-exclusion.ts";
import { isWatcher } from "../policy.ts";
import { findConflicts, findGround } from "../store/exclusions.ts";

/** Who is set apart gets no post of a body that watches, nor of the council it watches (`organizations.exclusions`). */
export const keptOut: PostExclusion = async ({ tx }, { personId, organization: { kind, division_path } }) => {
  if (!isSetApart(kind)) return undefined;
  const ground = await findGround(tx, kind, personId, division_path);
  return ground === undefined ? undefined : { why: sayGround(kind, ground), rule: citeComposition(kind) };
};

/** Members who came to be set apart after they were given the post: all of them for the township, one's own for a member. */
export async function conflictsFor(context: ActionContext) {
  const { tx, actor } = context;
  const overseeing = areasOf({ ...actor, posts: actor.posts.filter(({ duties }) => duties.includes("supervision.oversee")) });
  const own = isWatcher.can(actor, {}) ? await findConflicts(tx, [], actor.personId) : [];
  const all = [...own, ...(await findConflicts(tx, overseeing))];
  const once = [...new Map(all.map((row) => [`${row.person_id} ${row.organization_id}`, row])).values()];
  for (const { person_id } of once) context.looked(person_id, "supervision.conflict");
  const { rule } = citeComposition("supervision-committee");
  return once.map(({ person_id, name, title, organization_id: organizationId, organization, ground }) => ({
    personId: person_id,
    name,
    title,
    organizationId,
    organization,
    ground,
    rule,
  }));
}
