import { administratorOf } from "#capabilities/organizations/index.ts";
import type { TestClient } from "../test-client.ts";
import type { TestHouse } from "../start-test-house.ts";
import { OWN_PATH, SIBLING_PATH, TENANT, TOWN_PATH, TWIN, type PlaceName } from "./places.ts";
import { newPerson, plantPost, type NewPerson } from "./scene.ts";
import type { Scene } from "./plants/plant.ts";

const EVERYWHERE: readonly PlaceName[] = ["own", "receipt", "sibling", "parent"];

export type Role = {
  /** A column of the printed table. */
  readonly key: string;
  readonly client: TestClient;
  /** The receipt code the role shows. */
  readonly receipt?: string;
  /** Whose planted words it may read, place by place. */
  readonly reads: readonly PlaceName[];
};

/** Any number in the range no operator has given out. */
let nextPhone = 19_900_000_100;
const phone = () => String((nextPhone += 1));

/** Every duty that one person may hold together: security and audit stand apart from the rest, and are asked as roles of their own. */
const dutiesTogether = (house: TestHouse): readonly string[] =>
  [...house.invoker.registry.duties].filter((duty) => !["security", "audit"].includes(administratorOf(duty) ?? ""));

/** An official of the other tenant with every duty, at their own door. */
export async function makeStranger(house: TestHouse, scene: Scene, twinId: (id: string) => string): Promise<NewPerson> {
  const stranger = await newPerson(house, phone(), OWN_PATH, { tenant: TWIN });
  await plantPost(house, stranger.personId, {
    tenant: TWIN,
    organizationId: twinId(scene.leadUnit),
    duties: dutiesTogether(house),
    area: TOWN_PATH,
  });
  return stranger;
}

/**
 * Everybody who may come to the door. Officials hold every duty one person may, so that only their area, their unit, their
 * dates and their second factor hold them back; what each duty opens by itself is asked separately (`soloRoles`).
 */
export async function makeCast(house: TestHouse, scene: Scene, stranger: NewPerson): Promise<readonly Role[]> {
  const duties = dutiesTogether(house);
  const official = async (key: string, area: string, organizationId: string, reads: readonly PlaceName[]): Promise<Role> => {
    const person = await newPerson(house, phone(), area);
    await plantPost(house, person.personId, { organizationId, duties, area, ended: key === "ended post" });
    return { key, client: person.client, reads };
  };
  const pending = await newPerson(house, phone(), OWN_PATH, { strong: false });
  await plantPost(house, pending.personId, { organizationId: scene.leadUnit, duties, area: TOWN_PATH });
  const receipt = scene.receiptCode;
  return [
    { key: "visitor", client: house.visitor(), reads: [] },
    { key: "receipt holder", client: house.visitor({ receipt }), receipt, reads: ["receipt"] },
    { key: "resident", client: scene.resident, reads: ["own"] },
    { key: "neighbour", client: scene.neighbour, reads: ["sibling"] },
    await official("official here", OWN_PATH, scene.leadUnit, ["own", "receipt"]),
    await official("official next door", SIBLING_PATH, scene.leadUnit, ["sibling"]),
    await official("official of the town", TOWN_PATH, scene.leadUnit, EVERYWHERE),
    await official("other unit", TOWN_PATH, scene.otherUnit, EVERYWHERE),
    { key: "steward", client: await house.signIn("steward"), reads: [] },
    { key: "security", client: await house.signIn("security"), reads: [] },
    { key: "auditor", client: await house.signIn("auditor"), reads: [] },
    { key: "other tenant", client: stranger.client.at(TENANT), reads: [] },
    await official("ended post", TOWN_PATH, scene.leadUnit, []),
    { key: "no second factor", client: pending.client, reads: [] },
  ];
}

/** One official of the town for each duty, in the unit that leads: what the duty opens alone. */
export async function soloRoles(house: TestHouse, scene: Scene): Promise<readonly Role[]> {
  const roles: Role[] = [];
  for (const duty of [...house.invoker.registry.duties].toSorted()) {
    const person = await newPerson(house, phone(), TOWN_PATH);
    await plantPost(house, person.personId, { organizationId: scene.leadUnit, duties: [duty], area: TOWN_PATH });
    roles.push({ key: duty, client: person.client, reads: EVERYWHERE });
  }
  return roles;
}
