import type { ActionContext } from "#platform/capability.ts";
import { findRuleInForce } from "#capabilities/rules/index.ts";
import { isRefusal, refuse, refuseField, type Refusal, type RuleCited } from "#platform/refusal.ts";
import { isSlower, readTierRule, tierOf } from "../domain/choose-tier.ts";
import { withParents } from "../domain/suggest-matters.ts";
import type { AppealRow } from "../store/appeal-row.ts";
import { findPowers, type PowerRow } from "../store/find-powers.ts";
import { BAR_RULE } from "./mark-complained-of.ts";
import { readRule } from "./read-rules.ts";
import { findMatters } from "../store/find-matters.ts";

export type UnitAsked = { readonly matter: string; readonly organizationId: string; readonly tier?: string | undefined };
export type ChosenUnit = {
  readonly unitName: string;
  readonly tier: string;
  readonly rule: { readonly key: string; readonly version: number };
};

/** Checks that the unit holds a power over the matter in that place, and that the time is no slower than the rule's. */
export async function chooseUnit(context: ActionContext, appeal: AppealRow, asked: UnitAsked): Promise<ChosenUnit | Refusal> {
  const power = await findPowerOf(context, appeal, asked);
  if (isRefusal(power)) return power;
  const rule = await readRule(context.tx, "appeals.deadlines", appeal.division_path);
  const tiers = readTierRule(rule.parameters);
  const byRule = tierOf(tiers, withParents(asked.matter, await findMatters(context.tx)));
  const tier = asked.tier || byRule;
  if (isSlower(tiers, tier, byRule, context.now)) return refuseField("/tier", "tier-slower-than-rule", { tier: byRule });
  return { unitName: power.organization, tier, rule: { key: rule.key, version: rule.version } };
}

/** The rule a bar rests on, in the version in force. */
async function citedBar({ tx }: ActionContext, path: string): Promise<RuleCited> {
  const rule = await findRuleInForce(tx, BAR_RULE, path);
  return rule === undefined ? { rule: BAR_RULE } : { rule: BAR_RULE, version: String(rule.version) };
}

/** Nothing can be pushed to a unit without the power (DESIGN §1.5). */
export async function findPowerOf(
  context: ActionContext,
  appeal: Pick<AppealRow, "division_path"> & Partial<Pick<AppealRow, "not_sent_to">>,
  asked: UnitAsked,
): Promise<PowerRow | Refusal> {
  // Never to whom it complains of, to those above them, or to those who take their orders (TRUST case 5).
  if (appeal.not_sent_to?.includes(asked.organizationId) === true)
    return refuse("forbidden", "unit-complained-of", { rule: await citedBar(context, appeal.division_path) });
  const line = withParents(asked.matter, await findMatters(context.tx));
  if (line.length === 0) return refuseField("/matter", "no-such-matter");
  const power = (await findPowers(context.tx, line, appeal.division_path)).find(
    (row) => row.organization_id === asked.organizationId,
  );
  return power ?? refuse("forbidden", "unit-lacks-power", { facts: { matter: asked.matter }, rule: { rule: "powers list" } });
}
