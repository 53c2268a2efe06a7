import { bind } from "#platform/capability.ts";
import { startOfLegalDay } from "#platform/legal-day.ts";
import { refuse, refuseField } from "#platform/refusal.ts";
import { endOrganization } from "../contract/end-organization.ts";
import { maySteward } from "../policy.ts";
import { endOrganizationRow, hasPartsAfter } from "../store/change-organization.ts";
import { findOrganization } from "../store/find-organization.ts";

export const endOrganizationBound = bind(endOrganization, {
  policy: maySteward,
  duty: "organizations.steward",
  subject: async ({ tx }, { id }) => await findOrganization(tx, id, "lock"),
  run: async (context, { id, on }, organization) => {
    const { tx } = context;
    if (organization.valid_to !== null) return refuse("conflict", "organization-ended");
    if (on <= organization.valid_from) return refuseField("/on", "before-it-began", { from: organization.valid_from });
    if (await hasPartsAfter(tx, id, on)) return refuse("conflict", "has-parts");
    const ended = await endOrganizationRow(tx, id, on);
    const at = startOfLegalDay(on);
    for (const post of ended)
      context.emit("organizations.post-ended", { postId: post.id, personId: post.person_id, organizationId: id }, at);
    context.emit("organizations.organization-ended", { organizationId: id, on });
    context.subject(id);
    return { id, postsEnded: ended.length };
  },
});
