import { addGroup } from "#capabilities/register/contract/add-group.ts";
import { addHousehold } from "#capabilities/register/contract/add-household.ts";
import { declareKin } from "#capabilities/register/contract/declare-kin.ts";
import { requestCorrection } from "#capabilities/register/contract/request-correction.ts";
import type { TestHouse } from "../../start-test-house.ts";
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
    for (const area of [OWN_PATH, SIBLING_PATH]) await plantImport(house, area);
    for (const area of [OWN_PATH, SIBLING_PATH]) {
      const [one, other] = await house.admin<{ id: string; name: string; number: string }>(
        `select distinct on (n.household_number) n.person_id as id, n.name, n.household_number as number from register.person_personal n
         join register.person p on p.tenant_id = n.tenant_id and p.id = n.person_id join platform.tenant t on t.id = p.tenant_id
         where t.slug = $2 and p.division_path <@ $1::ltree and p.left_at is null and n.household_number <> '' order by n.household_number, n.person_id limit 2`,
        [area, TENANT],
      );
      const { name = "", number = "" } = other ?? {};
      await steward.call(declareKin, { id: one?.id ?? "", name, number, kin: "sibling", ground: "户口簿" });
    }
    await resident.call(requestCorrection, { field: "address", says: "门牌写错了。" });
    await neighbour.call(requestCorrection, { field: "address", says: "门牌写错了。" });
  },
  samples: {
    "register/decide-conflict.line": 2,
    "register/decide-conflict.decision": "keep",
    "register/add-person.area": OWN_PATH,
  },
  names: {
    "register/show-number.id": "register.person.id",
    "*.fileId": "platform.file.id",
    "register/begin-import.fileId": "platform.file.id",
    "register/confirm-mapping.id": "register.import_batch.id",
    "register/decide-conflict.id": "register.import_batch.id",
    "register/run-import.id": "register.import_batch.id",
    "register/undo-import.id": "register.import_batch.id",
    "register/read-import.id": "register.import_batch.id",
    "register/take-rejects.id": "register.import_batch.id",
    "*.group": "register.small_group.id",
    "*.groupId": "register.small_group.id",
    "register/end-group.id": "register.small_group.id",
    "register.headId": "register.person.id",
    "register/declare-kin.id": "register.person.id",
    "register/end-kin.kinId": "register.kinship.id",
    "register.correctionId": "register.correction.id",
  },
};

/** A list that was looked over, with one row that differs. */
async function plantImport(house: TestHouse, area: string): Promise<void> {
  const id = house.newId();
  await house.admin(
    `insert into register.import_batch (tenant_id, id, division_path, file_name, file_sha256, headings, mapping, state, rows, begun_at)
     select id, $1, $2::ltree, '名册.csv', $3, '{姓名}', '{"name": "姓名"}', 'checked', 1, now() from platform.tenant where slug = $4`,
    [id, area, id, TENANT],
  );
  await house.admin(
    `insert into register.import_row (tenant_id, batch_id, line, division_path, state, kinds)
     select id, $1, 2, $2::ltree, 'conflict', '{differs}' from platform.tenant where slug = $3`,
    [id, area, TENANT],
  );
}
