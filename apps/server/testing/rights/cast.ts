import type { TestClient } from "../test-client.ts";
import type { TestHouse } from "../start-test-house.ts";
import { OWN_PATH, SIBLING_PATH, TENANT, TOWN_PATH, TWIN } from "./places.ts";
import { newPerson, plantPost, type NewPerson, type Scene } from "./scene.ts";

export type Role = {
  /** A column of the printed table. */
  readonly key: string;
  readonly client: TestClient;
  /** What row-level security is told of this actor: for tests that look past the application. */
  readonly person?: NewPerson;
  readonly areas: readonly string[];
};

/** Any number in the range no operator has given out. */
let nextPhone = 19_900_000_100;
const phone = () => String((nextPhone += 1));

/** An official of the other tenant with every duty, at their own door. */
export async function makeStranger(house: TestHouse, scene: Scene, twinId: (id: string) => string): Promise<NewPerson> {
  const stranger = await newPerson(house, phone(), OWN_PATH, { tenant: TWIN });
  await plantPost(house, stranger.personId, {
    tenant: TWIN,
    organizationId: twinId(scene.leadUnit),
    duties: [...house.invoker.registry.duties],
    area: TOWN_PATH,
  });
  return stranger;
}

/**
 * Everybody who may come to the door. Officials hold **every** duty the house knows, so that only their area, their unit, their
 * dates and their second factor hold them back; what each duty opens by itself is asked separately (`soloRoles`).
 */
export async function makeCast(house: TestHouse, scene: Scene, stranger: NewPerson): Promise<readonly Role[]> {
  const duties = [...house.invoker.registry.duties];
  const official = async (key: string, area: string, organizationId: string, ended = false): Promise<Role> => {
    const person = await newPerson(house, phone(), area);
    await plantPost(house, person.personId, { organizationId, duties, area, ended });
    return { key, client: person.client, person, areas: ended ? [] : [area] };
  };
  const pending = await newPerson(house, phone(), OWN_PATH, { strong: false });
  await plantPost(house, pending.personId, { organizationId: scene.leadUnit, duties, area: TOWN_PATH });
  return [
    { key: "visitor", client: house.visitor(), areas: [] },
    { key: "receipt holder", client: house.visitor({ receipt: scene.receiptCode }), areas: [] },
    { key: "resident", client: scene.resident, areas: [] },
    { key: "neighbour", client: scene.neighbour, areas: [] },
    await official("official here", OWN_PATH, scene.leadUnit),
    await official("official next door", SIBLING_PATH, scene.leadUnit),
    await official("official of the town", TOWN_PATH, scene.leadUnit),
    await official("other unit", TOWN_PATH, scene.otherUnit),
    { key: "steward", client: await house.signIn("steward"), areas: [TOWN_PATH] },
    { key: "auditor", client: await house.signIn("auditor"), areas: [TOWN_PATH] },
    { key: "other tenant", client: stranger.client.at(TENANT), person: stranger, areas: [] },
    await official("ended post", TOWN_PATH, scene.leadUnit, true),
    { key: "no second factor", client: pending.client, person: pending, areas: [] },
  ];
}

/** One official of the town for each duty, in the unit that leads: what the duty opens alone. */
export async function soloRoles(house: TestHouse, scene: Scene): Promise<readonly Role[]> {
  const roles: Role[] = [];
  for (const duty of [...house.invoker.registry.duties].toSorted()) {
    const person = await newPerson(house, phone(), TOWN_PATH);
    await plantPost(house, person.personId, { organizationId: scene.leadUnit, duties: [duty], area: TOWN_PATH });
    roles.push({ key: duty, client: person.client, person, areas: [TOWN_PATH] });
  }
  return roles;
}
