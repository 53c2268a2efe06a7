import { listRolls } from "#capabilities/rolls/contract/list-rolls.ts";
import { objectToRoll } from "#capabilities/rolls/contract/object-to-roll.ts";
import { legalDay } from "#platform/legal-day.ts";
import { OWN_PATH, SIBLING_PATH, TENANT } from "../places.ts";
import type { Plant } from "./plant.ts";

/** Rolls and representatives are the demo's own; somebody objects to one. */
export const rolls: Plant = {
  rows: async (house, { resident }) => {
    for (const area of [OWN_PATH, SIBLING_PATH])
      await house.admin(
        `insert into rolls.member (tenant_id, id, division_path, person_id, way, ground, valid_from)
         select p.tenant_id, $1, $2::ltree, p.id, 'founding', '成员大会确认', '2025-06-01' from register.person p join platform.tenant t on t.id = p.tenant_id
         where t.slug = $3 and p.division_path <@ $2::ltree and p.left_at is null
           and not exists (select 1 from rolls.member m where m.tenant_id = p.tenant_id and m.person_id = p.id) order by p.id desc limit 1`,
        [house.newId(), area, TENANT],
      );
    // A quarter in each place, with somebody who owns something there.
    for (const area of [OWN_PATH, SIBLING_PATH]) {
      const quarter = house.newId();
      await house.admin(
        `insert into register.small_group (tenant_id, id, division_path, kind, name, valid_from)
         select id, $1, $2::ltree, 'neighbourhood', '柳岸小区', '2024-01-01' from platform.tenant where slug = $3`,
        [quarter, area, TENANT],
      );
      await house.admin(
        `insert into rolls.owner (tenant_id, id, division_path, group_id, person_id, premises, floor_dm2, ground, valid_from)
         select p.tenant_id, $1, $2::ltree, $3, p.id, '1-101', 8952, '不动产权证', '2024-06-01' from register.person p join platform.tenant t on t.id = p.tenant_id
         where t.slug = $4 and p.division_path <@ $2::ltree and p.left_at is null order by p.id limit 1`,
        [house.newId(), area, quarter, TENANT],
      );
    }
    const { rolls: listed } = await resident.call(listRolls, { area: OWN_PATH });
    for (const { id } of listed.filter(({ objectionsUntil }) => objectionsUntil >= legalDay(new Date())))
      await resident.call(objectToRoll, { id, says: "名册上漏了人，请核对。" });
  },
  names: {
    "rolls.objectionId": "rolls.objection.id",
    "rolls/end-member.id": "rolls.member.id",
    "rolls/end-owner.id": "rolls.owner.id",
    "rolls/add-owner.groupId": "rolls.owner.group_id",
    "rolls/list-owners.groupId": "rolls.owner.group_id",
  },
};
