import { findAreas } from "#capabilities/divisions/index.ts";
import { addPerson, claimPerson } from "#capabilities/register/index.ts";
import { bind } from "#platform/capability.ts";
import { signedIn } from "#platform/policy.ts";
import { refuse, refuseField } from "#platform/refusal.ts";
import { joinTenant } from "../contract/join-tenant.ts";

export const joinTenantBound = bind(joinTenant, {
  policy: signedIn,
  run: async (context, input) => {
    const { actor, tx, tenant } = context;
    if (actor.personId !== undefined || actor.accountId === undefined) return refuse("conflict", "joined-already");
    const path = input.area || tenant.rootPath;
    if (!(await findAreas(tx, tenant.rootPath)).some((area) => area.value === path)) return refuseField("/area", "no-such-area");
    const claimed = await claimPerson(context, actor.accountId, input.name);
    if (claimed !== undefined) {
      context.subject(claimed);
      return { personId: claimed };
    }
    const id = context.newId();
    await addPerson(tx, context.house.keys, {
      id,
      accountId: actor.accountId,
      householdId: null,
      path,
      proofLevel: 0,
      publicName: "",
      name: input.name,
      sex: null,
      bornOn: null,
      phone: null,
      identityNumber: null,
      address: "",
    });
    context.subject(id);
    return { personId: id };
  },
});
