import { bind } from "#platform/capability.ts";
import { findRuleInForce } from "#capabilities/rules/index.ts";
import { findStopped, resumeUse as resume, stopUse as stop, usesOf } from "#platform/personal-data/uses.ts";
import { signedIn } from "#platform/policy.ts";
import { refuse } from "#platform/refusal.ts";
import { listUses, resumeUse, stopUse } from "../contract/uses.ts";
import { findObjectionsOf } from "../store/objections.ts";
import { readObjectionDays } from "../domain/objection-days.ts";
import { findKeptPurposes, LIMITS } from "./kept-purposes.ts";
import { OBJECTION_RULE, viewObjection } from "./objections.ts";

export const listUsesBound = bind(listUses, {
  policy: signedIn,
  limits: LIMITS,
  run: async (context) => {
    const { tx, actor, tenant } = context;
    const person = actor.personId;
    const stopped = person === undefined ? [] : await findStopped(tx, person);
    const own = person === undefined ? [] : await findObjectionsOf(tx, person);
    const rule = await findRuleInForce(tx, OBJECTION_RULE, tenant.rootPath);
    const uses = [...usesOf(context)].map(([purpose, { ends, textVersion, path }]) => {
      const found = stopped.find((one) => one.purpose === purpose);
      const since = found === undefined ? null : { since: found.since.toISOString(), how: found.how };
      return { purpose, ends, textVersion, path, stopped: since };
    });
    return {
      uses: uses.toSorted((one, other) => (one.purpose < other.purpose ? -1 : 1)),
      kept: [...(await findKeptPurposes(context)).values()],
      objections: own.map((row) => viewObjection(row, context.now)),
      days: rule === undefined ? null : readObjectionDays(rule.parameters),
    };
  },
});

export const stopUseBound = bind(stopUse, {
  policy: signedIn,
  run: async (context, { purpose }) => {
    const { personId } = context.actor;
    if (personId === undefined) return refuse("conflict", "not-joined");
    const use = usesOf(context).get(purpose);
    if (use === undefined) return refuse("absent", "no-such-use");
    if (use.ends === "objection") return refuse("conflict", "duty-keeps-it");
    return (await stop(context, purpose, personId, "press")) ? { purpose } : refuse("conflict", "stopped-already");
  },
});

export const resumeUseBound = bind(resumeUse, {
  policy: signedIn,
  run: async (context, { purpose }) => {
    const { personId } = context.actor;
    if (personId === undefined) return refuse("conflict", "not-joined");
    if (!usesOf(context).has(purpose)) return refuse("absent", "no-such-use");
    return (await resume(context, purpose, personId)) ? { purpose } : refuse("conflict", "not-stopped");
  },
});
