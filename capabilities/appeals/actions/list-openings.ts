import type { Static } from "typebox";
import { sql } from "kysely";
import { findRuleInForce } from "#capabilities/rules/index.ts";
import { hasDuty } from "#platform/actor.ts";
import { bind, type ActionContext } from "#platform/capability.ts";
import { signedIn } from "#platform/policy.ts";
import { refuse } from "#platform/refusal.ts";
import { listOpenings } from "../contract/list-openings.ts";
import type { OpeningView } from "../contract/opening-views.ts";
import { readSealingRule } from "../domain/judge-opening.ts";
import { mayUnseal } from "../policy.ts";
import type { AppealRow } from "../store/appeal-row.ts";
import { findOpenings, type ListedOpening } from "../store/openings.ts";
import { SEALING_RULE } from "./openings.ts";

type View = Static<typeof OpeningView>;

export const listOpeningsBound = bind(listOpenings, {
  policy: signedIn,
  run: async (context) => {
    const { tx, actor, tenant } = context;
    if (!hasDuty(actor, "appeals.unseal")) return refuse("forbidden", "not-allowed", { facts: { needs: mayUnseal.says } });
    const rows = await findOpenings(tx, mayUnseal.where(actor, "o"));
    const rule = await findRuleInForce(tx, SEALING_RULE, tenant.rootPath);
    const grounds = rule === undefined ? [] : (readSealingRule(rule.parameters)?.grounds ?? []);
    const openings = rows.map((row) => ({ number: row.number, ...openingView(context, row) }));
    return { openings, grounds: grounds.map((one) => ({ ...one })) };
  },
});

/** Openings of one appeal: all for staff; for whoever raised it those they were told of. */
export async function openingsOf(context: ActionContext, appeal: AppealRow, reader: "resident" | "staff"): Promise<View[]> {
  if (appeal.mode !== "sealed") return [];
  const rows = await findOpenings(
    context.tx,
    reader === "staff" ? mayUnseal.where(context.actor, "o") : sql`o.told_at is not null`,
    appeal.id,
  );
  return rows.map((row) => openingView(context, row));
}

function openingView({ actor, now }: ActionContext, row: ListedOpening): View {
  const signed = (by: string, at: Date | null) => (at === null ? null : { by, at: at.toISOString() });
  return {
    id: row.id,
    ground: row.ground,
    ruleVersion: row.rule_version,
    reason: row.reason,
    document: row.document,
    state: row.state,
    asked: { by: row.asked_by, at: row.asked_at.toISOString() },
    decided: signed(row.decided_by, row.decided_at),
    opensUntil: row.opens_until?.toISOString() ?? null,
    delayUntil: row.delay_until,
    delayReason: row.delay_reason,
    delayed: signed(row.delayed_by, row.delayed_at),
    toldAt: row.told_at?.toISOString() ?? null,
    may: mayUnseal.can(actor, row) ? actsOn(row, actor.personId ?? "", now) : [],
  };
}

function actsOn(row: ListedOpening, person: string, now: Date): string[] {
  const mine = [row.asked_by_person, row.decided_by_person].includes(person);
  if (row.state === "open") return mine && row.opens_until !== null && row.opens_until > now ? ["read-identity"] : [];
  if (row.state !== "asked" || row.asked_by_person === person || row.delayed_by_person === person) return [];
  return row.delay_until === null ? ["decide-opening", "delay-telling"] : ["decide-opening"];
}
