import sharp from "sharp";
import { dispatchAppeal } from "#capabilities/appeals/contract/dispatch-appeal.ts";
import { raiseAppeal } from "#capabilities/appeals/contract/raise-appeal.ts";
import { addAccount } from "#capabilities/accounts/index.ts";
import { addPerson } from "#capabilities/register/index.ts";
import { UNITS } from "#apps/demo/township.ts";
import { systemActor } from "#platform/actor.ts";
import type { ActionContext } from "#platform/capability.ts";
import { holderKeyOf, newSessionToken, tokenHash } from "#platform/http/session-cookie.ts";
import { systemContext } from "#platform/outbox/drain.ts";
import { scopeOf } from "#platform/registry/invoke.ts";
import type { TestClient } from "../test-client.ts";
import type { TestHouse } from "../start-test-house.ts";
import { tenantId } from "./clone-tenant.ts";
import { PLANTS } from "./plants.ts";
import type { Scene } from "./plants/plant.ts";
import { MARKS, OWN_PATH, SIBLING_PATH, TENANT, TOWN_PATH } from "./places.ts";

/**
 * Matters in the own village (by name and by receipt), the next village and the whole town, each in the hands of one unit. The newest
 * row of a table in a place is what the matrix asks about; what else a capability needs it plants itself (`plants.ts`).
 */
export async function plantScene(house: TestHouse): Promise<Scene> {
  const resident = await newPerson(house, "19900000081", OWN_PATH);
  const neighbour = await newPerson(house, "19900000082", SIBLING_PATH);
  const townsman = await newPerson(house, "19900000083", TOWN_PATH);
  const clerk = await house.signIn("clerk");
  const leadUnit = await unitId(house, "works");
  const raise = async (who: TestClient, area: string, mode: "named" | "anonymous", mark: string) => {
    const photoIds = [await uploadPhoto(who)];
    const raised = await who.call(raiseAppeal, { text: `${mark}：村口的路面坏了，请来修。`, area, mode, photoIds });
    await clerk.call(dispatchAppeal, { id: raised.id, decision: "unit", matter: "roads", organizationId: leadUnit });
    return raised;
  };
  await raise(resident.client, OWN_PATH, "named", MARKS.own);
  const { receiptCode } = await raise(house.visitor(), OWN_PATH, "anonymous", MARKS.receipt);
  await raise(neighbour.client, SIBLING_PATH, "named", MARKS.sibling);
  await raise(townsman.client, TOWN_PATH, "named", MARKS.parent);
  // Called to help by the lead: nobody else of the demo has a power over roads, so it is written down here.
  const otherUnit = await unitId(house, "environment");
  await house.admin(
    "update appeals.appeal set co_organizations = array[$1::uuid] where state = 'handling' and lead_organization = $2",
    [otherUnit, leadUnit],
  );
  await house.settle();
  const scene = {
    residentPerson: resident.personId,
    neighbourPerson: neighbour.personId,
    receiptCode: receiptCode ?? "",
    holderKey: holderKeyOf(receiptCode ?? ""),
    resident: resident.client,
    neighbour: neighbour.client,
    leadUnit,
    otherUnit,
  };
  for (const { rows } of Object.values(PLANTS)) await rows?.(house, scene);
  return scene;
}

/** A little picture, no two alike. @returns its id. */
async function uploadPhoto(who: TestClient): Promise<string> {
  const [r = 0, g = 0, b = 0] = crypto.getRandomValues(new Uint8Array(3));
  const bytes = await sharp({ create: { width: 8, height: 8, channels: 3, background: { r, g, b } } })
    .png()
    .toBuffer();
  const answer = await who.upload("appeals/photo", { name: "路面.png", type: "image/png", bytes });
  if (answer.statusCode !== 200) throw new Error(`the photo was not taken: ${answer.body}`);
  return answer.json<{ readonly fileId: string }>().fileId;
}

/** The like in the other tenant, by its own people: with a number and ids nothing here has. */
export async function plantInTwin(stranger: TestClient, leadUnit: string): Promise<void> {
  const raised = await stranger.call(raiseAppeal, {
    text: `${MARKS.other}：村口的路面坏了，请来修。`,
    area: OWN_PATH,
    mode: "anonymous",
  });
  await stranger.call(dispatchAppeal, { id: raised.id, decision: "unit", matter: "roads", organizationId: leadUnit });
}

export async function unitId(house: TestHouse, key: string): Promise<string> {
  const name = UNITS.find((unit) => unit.key === key)?.name;
  const [row] = await house.admin<{ id: string }>(
    "select o.id from organizations.organization o join platform.tenant t on t.id = o.tenant_id where t.slug = $1 and o.name = $2",
    [TENANT, name],
  );
  if (row === undefined) throw new Error(`the demo has no unit ${key}`);
  return row.id;
}

export type NewPerson = { readonly personId: string; readonly accountId: string; readonly client: TestClient };

/** A person of a tenant with an account and a session; `strong` false: no second factor was shown. */
export async function newPerson(
  house: TestHouse,
  phone: string,
  path: string,
  options: { readonly tenant?: string; readonly strong?: boolean } = {},
): Promise<NewPerson> {
  const slug = options.tenant ?? TENANT;
  const personId = house.newId();
  const accountId = await inTenant(house, slug, async (context) => {
    const account = await addAccount(context, phone);
    await addPerson(context.tx, context.house.keys, {
      id: personId,
      accountId: account,
      householdId: null,
      path,
      proofLevel: 1,
      publicName: "",
      name: `人${phone.slice(-2)}`,
      sex: null,
      bornOn: "1980-01-01",
      phone: null,
      identityNumber: null,
      address: "",
    });
    return account;
  });
  const token = await newSession(house, accountId, options.strong ?? true);
  return { personId, accountId, client: house.visitor({ tenant: slug, token }) };
}

export async function newSession(house: TestHouse, accountId: string, strong: boolean): Promise<string> {
  const token = newSessionToken();
  await house.admin(
    "insert into platform.session (token_hash, account_id, method, strong, created_at, expires_at) values ($1, $2, 'demo', $3, now(), now() + interval '1 day')",
    [tokenHash(token), accountId, strong],
  );
  return token;
}

async function inTenant<T>(house: TestHouse, slug: string, work: (context: ActionContext) => Promise<T>): Promise<T> {
  const tenant = await house.tenants.bySlug(slug);
  if (tenant === undefined) throw new Error(`there is no tenant ${slug}`);
  const actor = systemActor(tenant.id, tenant.rootPath);
  return await house.database.transact(scopeOf(actor, "test/plant"), async (tx) => await work(systemContext(house, tx, tenant)));
}

export type PostToPlant = {
  readonly tenant?: string;
  readonly organizationId: string;
  readonly duties: readonly string[];
  readonly area: string;
  readonly ended?: boolean;
};

/** Straight into the table: whether somebody may hold these duties together is another test's affair. */
export async function plantPost(house: TestHouse, personId: string, post: PostToPlant): Promise<void> {
  await house.admin(
    `insert into organizations.post (tenant_id, id, organization_id, person_id, title, duties, areas, valid_from, valid_to)
     values ($1, $2, $3, $4, '岗位', $5, array[$6::ltree], now() - interval '2 days', $7)`,
    [
      await tenantId(house, post.tenant ?? TENANT),
      house.newId(),
      post.organizationId,
      personId,
      post.duties,
      post.area,
      post.ended === true ? new Date(Date.now() - 1_000) : null,
    ],
  );
}
