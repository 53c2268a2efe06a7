import { TENANT } from "../places.ts";
import type { Plant } from "./plant.ts";

export const cases: Plant = {
  rows: async (house) => {
    await house.admin(
      `insert into cases.substitution (tenant_id, id, post_id, substitute_post_id, duties, valid_from, valid_to, made_at)
       select a.tenant_id, $1, a.id, b.id, '{}', now(), now() + interval '1 day', now() from organizations.post a
       join organizations.post b on b.tenant_id = a.tenant_id and b.organization_id = a.organization_id and b.id > a.id
       join platform.tenant t on t.id = a.tenant_id and t.slug = $2 limit 1`,
      [house.newId(), TENANT],
    );
  },
  names: {
    "cases.number": "cases.case.number",
    "cases.unit": "organizations.organization.id",
    "cases/complete-step.id": "cases.task.id",
    "cases/extend-step.id": "cases.task.id",
    "cases/end-substitute.id": "cases.substitution.id",
    "cases/enact-procedure.id": "cases.draft.id",
    "cases/read-procedure.key": "cases.procedure.key",
    "cases/read-procedure-file.key": "cases.procedure.key",
  },
};
