import { bind } from "#platform/capability.ts";
import { listRules } from "../contract/list-rules.ts";
import { isSteward, mayRead } from "../policy.ts";
import { listRuleRows } from "../store/list-rules.ts";

export const listRulesBound = bind(listRules, {
  policy: mayRead,
  run: async ({ tx, actor }, input) => ({
    rules: (await listRuleRows(tx, input)).map((row) => ({
      id: row.id,
      title: row.title,
      titleEn: row.title_en,
      level: row.level,
      area: row.area,
      version: row.version,
      from: row.valid_from,
    })),
    may: isSteward.can(actor, {}) ? ["enact-rule"] : [],
  }),
});
