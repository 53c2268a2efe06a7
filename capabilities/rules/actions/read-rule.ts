import { bind } from "#platform/capability.ts";
import { legalDay } from "#platform/legal-day.ts";
import { readRule } from "../contract/read-rule.ts";
import { leavesOf } from "../domain/parameters.ts";
import { mayRead, maySteward } from "../policy.ts";
import { findRule, findVersions, type VersionRow } from "../store/list-rules.ts";

export const readRuleBound = bind(readRule, {
  policy: mayRead,
  subject: async ({ tx }, { id }) => await findRule(tx, id),
  run: async ({ tx, actor, now }, _, rule) => {
    const today = legalDay(now);
    return {
      id: rule.id,
      key: rule.key,
      title: rule.title,
      titleEn: rule.title_en,
      level: rule.level,
      area: rule.area,
      versions: (await findVersions(tx, rule.id)).map((version) => versionView(version, today)),
      may: maySteward.can(actor, rule) ? ["enact-version"] : [],
    };
  },
});

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
