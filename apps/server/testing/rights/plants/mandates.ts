import { OWN_PATH, SIBLING_PATH } from "../places.ts";
import type { Plant } from "./plant.ts";

const CHARGE = "mandates.charge.id";

/** Mandates and charges are the demo's own, in three villages and a community; the unit that leads has given and owns them. */
export const mandates: Plant = {
  rows: async (house, { leadUnit }) => {
    await house.admin(
      `update mandates.charge c set giver_id = $1, organization_id = $1 from platform.tenant t
         where t.id = c.tenant_id and t.slug = 'qinghe' and c.division_path = any($2::ltree[])`,
      [leadUnit, [OWN_PATH, SIBLING_PATH]],
    );
  },
  // The other tenant's copy has the same numbers: everybody's to read, and asked by one that nobody has.
  samples: { "mandates/read-mandate.number": "20260101-0000-0000", "mandates/read-charge.number": "20260101-0000-0000" },
  names: {
    "mandates/report-charge.id": CHARGE,
    "mandates/report-charge.paperIds": "platform.file.id",
    "mandates/object-to-charge.id": CHARGE,
    "mandates/decide-objection.id": CHARGE,
    "mandates/judge-charge.id": CHARGE,
    "mandates/lift-charge.id": CHARGE,
    "mandates/list-charges.organization": "organizations.organization.id",
  },
};
