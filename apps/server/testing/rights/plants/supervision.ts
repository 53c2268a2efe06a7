import { OWN_PATH, MARKS, SIBLING_PATH } from "../places.ts";
import type { Plant } from "./plant.ts";

/** What no project has: asked of by whoever may. */
const NOWHERE = "projects/20260101-0000-0000";

/**
 * Matters of the demo belong to the unit that leads; in the own village and in the next one a complaint lies before the township, and an audit
 * has a finding.
 */
export const supervision: Plant = {
  rows: async (house, { residentPerson, neighbourPerson, leadUnit }) => {
    await house.admin(
      `update supervision.matter m set organization_id = $1 from platform.tenant t
         where t.id = m.tenant_id and t.slug = 'qinghe' and m.division_path = any($2::ltree[])`,
      [leadUnit, [OWN_PATH, SIBLING_PATH]],
    );
    await house.admin(
      `with one as (insert into supervision.audit (tenant_id, id, number, kind, division_path, organization_id, person_id, post_id, holder, title, because_on, due_on,
           opened_on, versions, published_on, rule_id, rule_version, finding_days)
         select x.tenant_id, gen_random_uuid(), '20260101-AAAA-0000', x.kind, $1::ltree, x.organization_id, x.person_id, x.post_id, x.holder, x.title,
           x.because_on - 1, x.due_on, x.opened_on, 1, x.opened_on, x.rule_id, x.rule_version, x.finding_days
         from supervision.audit x join platform.tenant t on t.id = x.tenant_id where t.slug = 'qinghe' and x.division_path = $2::ltree limit 1
         returning tenant_id, id, division_path, organization_id)
       insert into supervision.finding (tenant_id, id, audit_id, division_path, organization_id, number, words, answer_due)
         select tenant_id, gen_random_uuid(), id, division_path, organization_id, 1, '一处凭证缺少签字。', current_date from one`,
      [OWN_PATH, SIBLING_PATH],
    );
    await house.admin(
      `update supervision.finding f set organization_id = $1, answered_on = null from platform.tenant t
         where t.id = f.tenant_id and t.slug = 'qinghe' and f.division_path = any($2::ltree[])`,
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
    "supervision/read-appraisal.number": "20260101-0000-0000",
    "supervision/read-audit.number": "20260101-0000-0000",
    "supervision/raise-objection.about": NOWHERE,
    "supervision/raise-inquiry.about": NOWHERE,
    "supervision/complain.about": NOWHERE,
    "supervision/list-matters.about": NOWHERE,
    "supervision/read-raise-form.about": NOWHERE,
  },
  names: {
    "supervision.id": "supervision.matter.id",
    "supervision/publish-audit.id": "supervision.audit.id",
    "supervision/answer-finding.id": "supervision.finding.id",
  },
};
