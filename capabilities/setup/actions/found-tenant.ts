import { addAccount, beginSession } from "#capabilities/accounts/index.ts";
import { answerFor, putDivisions } from "#capabilities/divisions/index.ts";
import { addOrganization, givePost } from "#capabilities/organizations/index.ts";
import { addPerson } from "#capabilities/register/index.ts";
import { bind, type ActionContext } from "#platform/capability.ts";
import type { InputOf } from "#platform/contract.ts";
import { readPhone } from "#platform/identifiers/phone.ts";
import { legalDay } from "#platform/legal-day.ts";
import { everyone } from "#platform/policy.ts";
import { refuse, refuseField } from "#platform/refusal.ts";
import { addTenant } from "#platform/tenants/add-tenant.ts";
import { foundTenant } from "../contract/found-tenant.ts";
import { firstDuties } from "../domain/first-post.ts";
import { codesAbove, typedPlaces } from "../domain/typed-places.ts";
import { takeSetUp } from "../store/deployment.ts";
import { findKnown } from "../store/find-places.ts";
import { KEY_LIMIT, refuseSetUp } from "./may-set-up.ts";

/**
 * Acts as the tenant that is about to be: the house calls it with a tenant made of the input (`context.tenant`), since every row
 * below must already belong to it.
 */
export const foundTenantBound = bind(foundTenant, {
  policy: everyone,
  keepsAnswer: false,
  limits: [KEY_LIMIT],
  run: async (context, input) => {
    const { tx, tenant, now } = context;
    const refusal = await refuseSetUp(context, input.key);
    if (refusal !== undefined) return refusal;
    if (tenant.slug !== input.slug) throw new Error("the set-up must be called as the tenant it makes");
    const phone = readPhone(input.phone);
    if (phone === undefined || phone.kind !== "mobile") return refuseField("/phone", "phone-not-valid");
    const known = await findKnown(tx, codesAbove(input.code));
    const places = typedPlaces(input.code, input, new Set(known.keys()));
    if ("needs" in places) return refuseField(`/${places.needs}`, "name-needed");
    if (!(await takeSetUp(tx))) return refuse("gone", "setup-done");
    const today = legalDay(now);
    await addTenant(tx, tenant);
    if (places.length > 0)
      await putDivisions(
        tx,
        places.map((place) => ({ ...place, validFrom: today, source: "setup" })),
      );
    await answerFor(tx, input.code, today);
    await context.house.furnish(context, today);
    const accountId = await addAdministrator(context, input, phone.number);
    await beginSession(context, accountId, "setup", true);
    context.subject(tenant.id);
    return { slug: tenant.slug };
  },
});

/** The government, and in it the one who sets up: account, person, post over the whole place. */
async function addAdministrator(context: ActionContext, input: InputOf<typeof foundTenant>, phone: string): Promise<string> {
  const { tx, tenant, now } = context;
  const path = tenant.rootPath;
  const organizationId = context.newId();
  await addOrganization(tx, {
    id: organizationId,
    kind: "government",
    name: input.organization,
    nameEn: "",
    parentId: null,
    path,
    dutyText: "",
    validFrom: legalDay(now),
  });
  const accountId = await addAccount(context, phone);
  const personId = context.newId();
  await addPerson(tx, context.house.keys, {
    id: personId,
    accountId,
    householdId: null,
    path,
    proofLevel: 1,
    publicName: input.adminName,
    name: input.adminName,
    sex: null,
    bornOn: null,
    phone,
    identityNumber: null,
    address: "",
  });
  const duties = firstDuties(context.house.duties);
  const title = "系统管理员";
  await givePost(tx, { id: context.newId(), organizationId, personId, title, duties, areas: [path], validFrom: now });
  return accountId;
}
