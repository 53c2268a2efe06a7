import { areasOf } from "#platform/actor.ts";
import { bind } from "#platform/capability.ts";
import { refuse } from "#platform/refusal.ts";
import { findAreas } from "#capabilities/divisions/index.ts";
import { readPostForm } from "../contract/read-post-form.ts";
import { isSteward } from "../policy.ts";
import { findPersonToHold } from "../store/find-person.ts";
import { findOrganizationsWithin } from "../store/list-organizations.ts";

export const readPostFormBound = bind(readPostForm, {
  policy: isSteward,
  run: async (context, { personId }) => {
    const { tx, actor, tenant, house } = context;
    const person = await findPersonToHold(tx, personId);
    if (person === undefined) return refuse("absent", "absent");
    context.looked(person.id, "organizations.post");
    return {
      name: person.name,
      organizations: [...(await findOrganizationsWithin(tx, areasOf(actor)))],
      duties: [...house.duties].sort(),
      areas: [...(await findAreas(tx, tenant.rootPath))],
    };
  },
});
