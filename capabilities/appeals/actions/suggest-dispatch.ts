import { bind } from "#platform/capability.ts";
import { refuse, refuseField } from "#platform/refusal.ts";
import { suggestDispatch } from "../contract/suggest-dispatch.ts";
import { readTierRule } from "../domain/choose-tier.ts";
import { suggestMatters, withParents } from "../domain/suggest-matters.ts";
import { mayReadAsStaff } from "../policy.ts";
import { findAppeal, findWords } from "../store/appeal-row.ts";
import { findPowers } from "../store/find-powers.ts";
import { readRule } from "./read-rules.ts";
import { findMatters } from "../store/find-matters.ts";

export const suggestDispatchBound = bind(suggestDispatch, {
  policy: mayReadAsStaff,
  subject: async (context, input) => await findAppeal(context.tx, input.id),
  run: async ({ tx }, { matter }, appeal) => {
    const words = await findWords(tx, appeal.id);
    if (words === undefined) return refuse("gone", "text-purged");
    const matters = await findMatters(tx);
    const suggested = suggestMatters(words.text, matters).map((one) => ({ ...one, because: [...one.because] }));
    if (matter && !matters.some(({ code }) => code === matter)) return refuseField("/matter", "no-such-matter");
    // The one asked for; else the resident's own word for it, then what the text says. Each with the classes above it.
    const guessed = [...(appeal.matter_code === null ? [] : [appeal.matter_code]), ...suggested.map(({ code }) => code)];
    const codes = matter ? [matter] : guessed;
    const asked =
      codes.length === 0 ? matters.map(({ code }) => code) : [...new Set(codes.flatMap((code) => withParents(code, matters)))];
    const able = (await findPowers(tx, asked, appeal.division_path)).filter(
      ({ organization_id: unit }) => !appeal.not_sent_to.includes(unit),
    );
    const units = able.map((row) => ({
      organizationId: row.organization_id,
      name: row.organization,
      matterCode: row.matter_code,
      matterName: row.matter,
      level: row.level,
      means: row.means,
      rule: row.rule_title,
      article: row.article,
    }));
    const rule = await readRule(tx, "appeals.deadlines", appeal.division_path);
    return { matters: suggested, units, tiers: Object.keys(readTierRule(rule.parameters).tiers) };
  },
});
