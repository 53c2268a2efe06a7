import { enactRule } from "#capabilities/rules/contract/enact-rule.ts";
import { OWN_PATH, SIBLING_PATH } from "../places.ts";
import type { Plant } from "./plant.ts";

export const rules: Plant = {
  rows: async (house) => {
    const steward = await house.signIn("steward");
    for (const [area, key] of [
      [OWN_PATH, "village.pact-here"],
      [SIBLING_PATH, "village.pact-next-door"],
    ] as const)
      await steward.call(enactRule, {
        title: "村规民约",
        key,
        level: "village",
        area,
        text: "本村村民应当遵守本约定。",
        parameters: [],
        citations: [{ source: "村民会议", article: "第一条" }],
        source: "村民会议",
        // From then on a village's rules take their course.
        from: "2019-01-01",
      });
    await house.admin(
      `insert into rules.review (tenant_id, id, rule_id, division_path, organization_id, due_on, set_on)
       select r.tenant_id, gen_random_uuid(), r.id, r.division_path, (select o.id from organizations.organization o where o.tenant_id = r.tenant_id order by o.id limit 1), '2030-01-01', '2026-01-01'
       from rules.rule r where r.key like 'village.pact-%'`,
    );
  },
  names: {
    "rules/report-review.id": "rules.review.id",
    "rules/list-powers.organization": "organizations.organization.id",
  },
};
