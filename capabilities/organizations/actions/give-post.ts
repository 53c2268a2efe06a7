import { bind } from "#platform/capability.ts";
import { legalDay, startOfLegalDay } from "#platform/legal-day.ts";
import { notify } from "#platform/notices/notify.ts";
import { refuse, refuseField, type Refusal } from "#platform/refusal.ts";
import { noteUse, publishName } from "#capabilities/register/index.ts";
import { givePost } from "../contract/give-post.ts";
import { judgePost, type PostFault } from "../domain/judge-post.ts";
import { maySteward } from "../policy.ts";
import { insertPost } from "../store/add-organization.ts";
import { findHeldDuties } from "../store/change-organization.ts";
import { findOrganization } from "../store/find-organization.ts";
import { findPersonToHold } from "../store/find-person.ts";
import { findExclusion } from "./exclusions.ts";

export const givePostBound = bind(givePost, {
  policy: maySteward,
  duty: "organizations.steward",
  subject: async ({ tx }, { organizationId }) => await findOrganization(tx, organizationId, "lock"),
  run: async (context, input, organization) => {
    const { tx, now, actor, house } = context;
    if (organization.valid_to !== null || !organization.in_force) return refuse("conflict", "organization-ended");
    const today = legalDay(now);
    if (input.from !== undefined && input.from < today) return refuseField("/from", "in-the-past");
    const person = await findPersonToHold(tx, input.personId);
    if (person === undefined) return refuseField("/personId", "no-such-person");
    // Holds the person's entry: of two grants in one moment the second sees what the first gave.
    await (input.namePublic ? publishName(tx, person.id) : noteUse(tx, person.id));
    const stewarding = actor.posts.filter((post) => post.duties.includes("organizations.steward"));
    const excluded = await findExclusion(context, { personId: person.id, organization });
    if (excluded !== undefined) {
      const { why, rule } = excluded;
      return refuse("conflict", "excluded-from-post", { facts: { why: why["zh-CN"], whyEn: why.en }, rule });
    }
    const fault = judgePost({
      duties: input.duties,
      areas: input.areas,
      personId: person.id,
      organizationPath: organization.division_path,
      giver: { personId: actor.personId, areas: stewarding.flatMap((post) => post.areas) },
      held: await findHeldDuties(tx, person.id),
      known: house.duties,
    });
    if (fault !== undefined) return refusalOf(fault);
    const id = context.newId();
    const validFrom = input.from === undefined || input.from === today ? now : startOfLegalDay(input.from);
    await insertPost(tx, { ...input, id, validFrom });
    context.emit("organizations.post-given", { postId: id, organizationId: input.organizationId });
    await notify(context, [
      {
        personId: person.id,
        topic: "organizations.post-given",
        params: { organization: organization.name, title: input.title },
        path: `organizations/${organization.id}`,
      },
    ]);
    context.subject(id);
    return { id };
  },
});

function refusalOf(fault: PostFault): Refusal {
  switch (fault.code) {
    case "own-post":
      return refuse("forbidden", "own-post");
    case "no-such-duty":
      return refuseField("/duties", "no-such-duty", { duty: fault.duty });
    case "area-beyond-organization":
    case "area-beyond-yours":
      return refuseField("/areas", fault.code);
    case "duties-kept-apart":
      return refuse("conflict", "duties-kept-apart", { facts: { first: fault.first, second: fault.second } });
  }
}
