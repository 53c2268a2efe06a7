import { Type } from "typebox";
import { findRuleInForce, type RuleCheck } from "#capabilities/rules/index.ts";
import { bind, type ActionContext } from "#platform/capability.ts";
import { legalDay } from "#platform/legal-day.ts";
import { notify } from "#platform/notices/notify.ts";
import { hasStopped, stopUse, usesOf } from "#platform/personal-data/uses.ts";
import { signedIn } from "#platform/policy.ts";
import { refuse } from "#platform/refusal.ts";
import { decideObjection, listObjections, objectToUse } from "../contract/uses.ts";
import { objectionDue, readObjectionDays } from "../domain/objection-days.ts";
import { isDecider, mayDecide } from "../policy.ts";
import { findAsker } from "../store/requests.ts";
import {
  addObjection,
  findReviewer,
  listObjectionRows,
  lockObjection,
  saveObjection,
  type TellingRow,
} from "../store/objections.ts";
import { findKeptPurposes, LIMITS } from "./kept-purposes.ts";

export const OBJECTION_RULE = "privacy.objections";

/** A place may answer sooner than the rule above says, never later. */
export const OBJECTION_CHECK: RuleCheck = {
  schema: Type.Object({ decideDays: Type.Integer({ minimum: 1, maximum: 60 }) }),
  judge: ({ parameters, above }) =>
    above !== undefined && Number(parameters["decideDays"]) > Number(above["decideDays"])
      ? { pointer: "/decideDays", code: "loosens-rule-above", facts: { floor: Number(above["decideDays"]) } }
      : undefined,
};

export const objectToUseBound = bind(objectToUse, {
  policy: signedIn,
  limits: LIMITS,
  run: async (context, { purpose, says }) => {
    const { tx, actor } = context;
    const asker = actor.personId === undefined ? undefined : await findAsker(tx, actor.personId, actor.accountId);
    if (asker === undefined || actor.personId === undefined) return refuse("conflict", "not-joined");
    const use = usesOf(context).get(purpose);
    if (use?.ends === "press") return refuse("conflict", "stops-at-once");
    if (use === undefined && !(await findKeptPurposes(context)).has(purpose)) return refuse("absent", "no-such-use");
    if (await hasStopped(tx, purpose, actor.personId)) return refuse("conflict", "stopped-already");
    const rule = await findRuleInForce(tx, OBJECTION_RULE, asker.path);
    if (rule === undefined) return refuse("conflict", "no-objection-rule");
    const id = context.newId();
    const dueOn = objectionDue(legalDay(context.now), readObjectionDays(rule.parameters));
    const reviewer = await findReviewer(tx, "record.erase", asker.path, actor.personId);
    const row = { id, division_path: asker.path, person_id: actor.personId, purpose, says, due_on: dueOn };
    if (!(await addObjection(tx, { ...row, rule_version: rule.version, reviewer_person: reviewer })))
      return refuse("conflict", "objection-open");
    context.subject(id);
    if (reviewer !== null)
      await notify(context, [
        { personId: reviewer, topic: "privacy.objection-asked", params: { day: dueOn }, path: "privacy/requests" },
      ]);
    return { id, dueOn };
  },
});

export const decideObjectionBound = bind(decideObjection, {
  policy: mayDecide,
  duty: "record.erase",
  subject: async ({ tx }, { id }) => await lockObjection(tx, id),
  run: async (context, { id, outcome, reason }, row) => {
    const { tx, actor } = context;
    if (row.state !== "open") return refuse("conflict", "objection-decided");
    if (actor.personId === undefined || actor.personId === row.person_id) return refuse("forbidden", "own-objection");
    await saveObjection(tx, id, { state: outcome, answer: reason, by: actor.personId });
    if (outcome === "upheld" && usesOf(context).has(row.purpose)) await stopUse(context, row.purpose, row.person_id, "objection");
    await notify(context, [{ personId: row.person_id, topic: `privacy.objection-${outcome}`, params: {}, path: "privacy/uses" }]);
    context.subject(id);
    return { id, state: outcome };
  },
});

export const listObjectionsBound = bind(listObjections, {
  policy: isDecider,
  run: async (context: ActionContext) => {
    const { tx, actor, now } = context;
    const rows = await listObjectionRows(tx, mayDecide.where(actor, "q"));
    for (const row of rows) context.looked(row.person_id, "privacy.objection");
    const uses = usesOf(context);
    return {
      objections: rows.map((row) => ({
        ...viewObjection(row, now),
        name: row.name ?? "",
        stops: uses.has(row.purpose),
        own: row.person_id === actor.personId,
      })),
    };
  },
});

export function viewObjection(row: TellingRow, now: Date) {
  return {
    id: row.id,
    purpose: row.purpose,
    says: row.says,
    state: row.state,
    askedAt: row.asked_at.toISOString(),
    dueOn: row.due_on,
    ruleVersion: row.rule_version,
    overdue: row.state === "open" && legalDay(now) > row.due_on,
    reviewer: row.reviewer,
    decider: row.decider,
    decidedAt: row.decided_at?.toISOString() ?? null,
    answer: row.answer,
  };
}
