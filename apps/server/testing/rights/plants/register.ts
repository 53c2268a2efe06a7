import { addGroup } from "#capabilities/register/contract/add-group.ts";
import { addHousehold } from "#capabilities/register/contract/add-household.ts";
import { requestCorrection } from "#capabilities/register/contract/request-correction.ts";
import { OWN_PATH, SIBLING_PATH, TENANT } from "../places.ts";
import { DEMO_SIGN_INS } from "#apps/demo/seed-people.ts";
import type { Plant } from "./plant.ts";

export const register: Plant = {
  rows: async (house, { resident, neighbour }) => {
    const steward = await house.signIn("steward");
    const { title } = DEMO_SIGN_INS.find(({ key }) => key === "steward") ?? { title: "" };
    for (const area of [OWN_PATH, SIBLING_PATH]) {
      await steward.call(addGroup, { kind: "villagers-group", name: "新设小组", area, from: "2026-01-01" });
      await steward.call(addHousehold, { number: `新户${area.slice(-3)}`, area, ground: "户口簿" });
      await house.admin(
        `insert into register.export (tenant_id, id, division_path, asked_by, asked_at, reason, filter, persons, state, expires_at)
         select tenant_id, $1, $2::ltree, person_id, now(), '核对名册', '{}', 200, 'waiting', now() + interval '1 day' from organizations.post
         where tenant_id = (select id from platform.tenant where slug = $4) and title = $3 order by id limit 1`,
        [house.newId(), area, title, TENANT],
      );
    }
    await resident.call(requestCorrection, { field: "address", says: "门牌写错了。" });
    await neighbour.call(requestCorrection, { field: "address", says: "门牌写错了。" });
  },
  samples: { "register/add-person.area": OWN_PATH },
  names: {
    "register/show-number.id": "register.person.id",
    "*.group": "register.small_group.id",
    "*.groupId": "register.small_group.id",
    "register/end-group.id": "register.small_group.id",
    "register.headId": "register.person.id",
    "register.correctionId": "register.correction.id",
  },
};
