import { daysBetween } from "@gongzhi/working-days";
import { areasOf } from "#platform/actor.ts";
import { bind } from "#platform/capability.ts";
import { legalDay } from "#platform/legal-day.ts";
import { readRule } from "../contract/read-rule.ts";
import { leavesOf } from "../domain/parameters.ts";
import { mayRead, maySteward } from "../policy.ts";
import { findReliedOnBy, findRestsOn } from "../store/citations.ts";
import { findOrganizationsWithin } from "../store/powers.ts";
import { findReviews, type ReviewRow } from "../store/reviews.ts";
import { findRule, findVersions, type VersionRow } from "../store/list-rules.ts";

export const readRuleBound = bind(readRule, {
  policy: mayRead,
  subject: async ({ tx }, { id }) => await findRule(tx, id),
  run: async ({ tx, actor, now }, _, rule) => {
    const today = legalDay(now);
    const keeps = maySteward.can(actor, rule);
    const organizations = keeps ? await findOrganizationsWithin(tx, areasOf(actor)) : [];
    return {
      id: rule.id,
      key: rule.key,
      title: rule.title,
      titleEn: rule.title_en,
      level: rule.level,
      area: rule.area,
      versions: (await findVersions(tx, rule.id)).map((version) => versionView(version, today)),
      reviews: (await findReviews(tx, rule.id)).map((review) => reviewView(review, today)),
      restsOn: [...(await findRestsOn(tx, rule.id))],
      reliedOnBy: [...(await findReliedOnBy(tx, rule.id))],
      organizations: organizations.map(({ id, name }) => ({ value: id, name })),
      may: keeps ? ["enact-version", "set-review", "report-review"] : [],
    };
  },
});

function reviewView({ id, organization, due_on: dueOn, done_on: doneOn, outcome, findings }: ReviewRow, today: string) {
  const daysLate = doneOn === null ? Math.max(0, daysBetween(dueOn, today)) : 0;
  return { id, organization, dueOn, daysLate, doneOn, outcome, findings };
}

function versionView(row: VersionRow, today: string) {
  return {
    version: row.version,
    text: row.text,
    parameters: leavesOf(row.parameters).map((leaf) => ({ ...leaf, parts: [...leaf.parts] })),
    citations: [...row.citations],
    from: row.valid_from,
    to: row.valid_to,
    state: stateOn(today, row),
    source: row.source,
    enactedAt: row.enacted_at.toISOString(),
    enactedBy: row.enacted_by,
  };
}

function stateOn(today: string, row: VersionRow): "to-come" | "in-force" | "past" {
  if (today < row.valid_from) return "to-come";
  return row.valid_to !== null && today >= row.valid_to ? "past" : "in-force";
}
