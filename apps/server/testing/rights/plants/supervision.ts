import { OWN_PATH, MARKS, SIBLING_PATH } from "../places.ts";
import type { Plant } from "./plant.ts";

/** What no project has: asked of by whoever may. */
const NOWHERE = "projects/20260101-0000-0000";

/** Matters of the demo belong to the unit that leads; in the own village and in the next one a complaint lies before the township. */
export const supervision: Plant = {
  rows: async (house, { residentPerson, neighbourPerson, leadUnit }) => {
    await house.admin(
      `update supervision.matter m set organization_id = $1 from platform.tenant t
         where t.id = m.tenant_id and t.slug = 'qinghe' and m.division_path = any($2::ltree[])`,
      [leadUnit, [OWN_PATH, SIBLING_PATH]],
    );
    for (const { path, mark, person } of [
      { path: OWN_PATH, mark: MARKS.own, person: residentPerson },
      { path: SIBLING_PATH, mark: MARKS.sibling, person: neighbourPerson },
    ])
      await house.admin(
        `insert into supervision.complaint_personal (tenant_id, matter_id, division_path, person_id, complaint)
           select m.tenant_id, m.id, $1::ltree, $2, $3 from supervision.matter m join platform.tenant t on t.id = m.tenant_id
             where t.slug = 'qinghe' and m.kind = 'complaint' and m.division_path = $4::ltree
           on conflict (tenant_id, matter_id) do update set person_id = $2, complaint = $3`,
        [path, person, `${mark}：请核查。`, path],
      );
  },
  // The other tenant's copy has the same numbers: everybody's to read, and asked by one that nobody has.
  samples: {
    "supervision/read-matter.number": "20260101-0000-0000",
    "supervision/raise-objection.about": NOWHERE,
    "supervision/raise-inquiry.about": NOWHERE,
    "supervision/complain.about": NOWHERE,
    "supervision/list-matters.about": NOWHERE,
    "supervision/read-raise-form.about": NOWHERE,
  },
  names: { "supervision.id": "supervision.matter.id" },
};
