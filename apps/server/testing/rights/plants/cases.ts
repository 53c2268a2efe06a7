import { OWN_PATH, SIBLING_PATH, TENANT } from "../places.ts";
import type { Plant } from "./plant.ts";

/** Every tenant has one of this name. */
const PROCEDURE = "appeals.handling";
const OWN_PROCEDURE = "office.sample";

export const cases: Plant = {
  rows: async (house) => {
    await house.admin(
      `insert into cases.substitution (tenant_id, id, post_id, substitute_post_id, duties, valid_from, valid_to, made_at)
       select a.tenant_id, $1, a.id, b.id, '{}', now(), now() + interval '1 day', now() from organizations.post a
       join organizations.post b on b.tenant_id = a.tenant_id and b.organization_id = a.organization_id and b.id > a.id
       join platform.tenant t on t.id = a.tenant_id and t.slug = $2 limit 1`,
      [house.newId(), TENANT],
    );
    // Posts that are asked about are the newest, and the demo's newest were ended by law.
    for (const area of [OWN_PATH, SIBLING_PATH])
      await house.admin(
        `insert into organizations.post (tenant_id, id, organization_id, person_id, title, duties, areas, valid_from)
         select a.tenant_id, $1, a.organization_id, a.person_id, a.title, a.duties, a.areas, a.valid_from from organizations.post a
         join platform.tenant t on t.id = a.tenant_id and t.slug = $3
         where a.valid_to is null and $2::ltree = any(a.areas) and cardinality(a.duties) > 0 order by a.id limit 1`,
        [house.newId(), area, TENANT],
      );
    // An office's own, which cases are begun of.
    await house.admin(
      `insert into cases.procedure (tenant_id, key, version, title, bpmn, forms, valid_from, soundness, rule_key, enacted_at)
       select p.tenant_id, $1, 1, p.title, p.bpmn, p.forms, p.valid_from, p.soundness, p.rule_key, now() from cases.procedure p
       join platform.tenant t on t.id = p.tenant_id and t.slug = $2 where p.key = $3 and p.version = 1`,
      [OWN_PROCEDURE, TENANT, PROCEDURE],
    );
    // A draft lies where its tenant does; here as if a village were one.
    for (const area of [OWN_PATH, SIBLING_PATH])
      await house.admin(
        `insert into cases.draft (tenant_id, id, key, division_path, bpmn, forms, made_at)
         select p.tenant_id, $1, p.key, $2::ltree, p.bpmn, p.forms, now() from cases.procedure p
         join platform.tenant t on t.id = p.tenant_id and t.slug = $3 where p.key = $4 limit 1`,
        [house.newId(), area, TENANT, PROCEDURE],
      );
  },
  samples: {
    "cases/begin-case.key": OWN_PROCEDURE,
    "cases/draft-procedure.key": PROCEDURE,
    "cases/draft-shipped.key": "resolutions.chain",
    "cases/read-procedure.key": PROCEDURE,
    "cases/read-drawing.key": PROCEDURE,
    "cases/read-procedure-file.key": PROCEDURE,
  },
  names: {
    "cases.number": "cases.case.number",
    "cases.unit": "organizations.organization.id",
    "cases/complete-step.id": "cases.task.id",
    "cases/extend-step.id": "cases.task.id",
    "cases/end-substitute.id": "cases.substitution.id",
    "cases/enact-procedure.id": "cases.draft.id",
    "cases/draft-procedure.replaces": "cases.draft.id",
    "cases/read-drawing.draft": "cases.draft.id",
  },
};
