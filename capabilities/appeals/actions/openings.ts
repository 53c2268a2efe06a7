import { organizationsOf } from "#platform/actor.ts";
import { bind, type ActionContext } from "#platform/capability.ts";
import { endOfLegalDay, legalDay } from "#platform/legal-day.ts";
import { isRefusal, refuse, refuseField, type Refusal } from "#platform/refusal.ts";
import { findRuleInForce } from "#capabilities/rules/index.ts";
import { askOpening } from "../contract/ask-opening.ts";
import { decideOpening } from "../contract/decide-opening.ts";
import { delayTelling } from "../contract/delay-telling.ts";
import { readIdentity } from "../contract/read-identity.ts";
import { isDelay, isHandler, opensUntil, readSealingRule, type SealingRule } from "../domain/judge-opening.ts";
import { mayUnseal, mayUnsealAppeal } from "../policy.ts";
import { findAppeal, lockAppeal, type AppealRow } from "../store/appeal-row.ts";
import {
  decideOpeningRow,
  delayOpeningRow,
  findWriters,
  insertOpening,
  lockOpening,
  type OpeningRow,
  type Signed,
} from "../store/openings.ts";
import { openIdentity } from "../store/sealed-identities.ts";
import { tellResident } from "./tell.ts";

const DUTY = "appeals.unseal";
export const SEALING_RULE = "appeals.sealing";
/** What the telling of an opening waits for: `{ openingId, appealId }`. */
export const IDENTITY_OPENED = "appeals.identity-opened";

export const askOpeningBound = bind(askOpening, {
  policy: mayUnsealAppeal,
  duty: DUTY,
  subject: async (context, { id }) => {
    context.subject(id);
    return await lockAppeal(context.tx, id);
  },
  run: async (context, input, appeal) => {
    const signed = await signatureFor(context, appeal);
    if (isRefusal(signed)) return signed;
    const rule = await readSealing(context, appeal);
    if (isRefusal(rule)) return rule;
    if (!rule.grounds.some(({ key }) => key === input.ground)) return refuseField("/ground", "no-such-ground");
    const openingId = context.newId();
    const made = await insertOpening(context.tx, {
      id: openingId,
      appeal_id: appeal.id,
      division_path: appeal.division_path,
      holder_key: appeal.holder_key,
      barred: appeal.barred,
      ground: input.ground,
      rule_version: rule.version,
      reason: input.reason,
      document: input.document ?? "",
      by: signed,
    });
    return made ? { openingId } : refuse("conflict", "opening-asked");
  },
});

export const delayTellingBound = bind(delayTelling, {
  policy: mayUnseal,
  duty: DUTY,
  subject: loadOpening,
  run: async (context, { until, reason }, opening) => {
    const ready = await readyToSign(context, opening);
    if (isRefusal(ready)) return ready;
    const { rule, signed } = ready;
    if (!isDelay(rule, until, legalDay(context.now)))
      return refuseField("/until", "delay-too-long", { days: rule.longestDelayDays });
    await delayOpeningRow(context.tx, opening.id, signed, until, reason);
    return { until };
  },
});

export const decideOpeningBound = bind(decideOpening, {
  policy: mayUnseal,
  duty: DUTY,
  subject: loadOpening,
  run: async (context, { agreed }, opening) => {
    const ready = await readyToSign(context, opening);
    if (isRefusal(ready)) return ready;
    const { rule, signed } = ready;
    await decideOpeningRow(context.tx, opening.id, signed, agreed ? opensUntil(rule, context.now) : undefined);
    if (!agreed) return { state: "declined" as const };
    const about = { openingId: opening.id, appealId: opening.appeal_id };
    // At once, or when the last day of the delay is over.
    context.emit(IDENTITY_OPENED, about, opening.delay_until === null ? context.now : endOfLegalDay(opening.delay_until));
    return { state: "open" as const };
  },
});

/** By one of the two who opened it; whoever it is about is told of each reading, once the telling need not wait. */
export const readIdentityBound = bind(readIdentity, {
  policy: mayUnseal,
  duty: DUTY,
  subject: loadOpening,
  keepsAnswer: false,
  run: async (context, _, opening) => {
    const { actor, now, house } = context;
    const opener = [opening.asked_by_person, opening.decided_by_person].includes(actor.personId ?? "");
    if (!opener || opening.state !== "open" || opening.opens_until === null || opening.opens_until <= now)
      return refuse("conflict", "not-open");
    const appeal = await findAppeal(context.tx, opening.appeal_id);
    if (appeal === undefined) return refuse("conflict", "not-open");
    const identity = await context.sealed(undefined, async (tx) => await openIdentity(tx, house.keys.sealed, appeal.id));
    if (identity === undefined) return refuse("gone", "identity-erased");
    if (opening.told_at !== null) await tellResident(context, appeal, "identity-read", {});
    const { name, phone, address, mandate, personId } = identity;
    return { number: appeal.number, name, phone, address, mandate, personId, opensUntil: opening.opens_until.toISOString() };
  },
});

async function loadOpening(context: ActionContext, { id }: { readonly id: string }): Promise<OpeningRow | undefined> {
  const opening = await lockOpening(context.tx, id);
  if (opening !== undefined) context.subject(opening.appeal_id);
  return opening;
}

/** Undecided, and signed by somebody who signed no other part of it. */
async function readyToSign(
  context: ActionContext,
  opening: OpeningRow,
): Promise<{ readonly signed: Signed; readonly rule: SealingRule } | Refusal> {
  if (opening.state !== "asked") return refuse("conflict", "opening-decided");
  const appeal = await findAppeal(context.tx, opening.appeal_id);
  if (appeal === undefined) return refuse("absent", "absent");
  const signed = await signatureFor(context, appeal);
  if (isRefusal(signed)) return signed;
  if ([opening.asked_by_person, opening.delayed_by_person].includes(signed.person))
    return refuse("forbidden", "same-person", { rule: { rule: SEALING_RULE, version: String(opening.rule_version) } });
  const rule = await readSealing(context, appeal);
  return isRefusal(rule) ? rule : { signed, rule };
}

/** Nobody who handles the matter opens who raised it. */
async function signatureFor(context: ActionContext, appeal: AppealRow): Promise<Signed | Refusal> {
  const { actor, post, tx } = context;
  if (appeal.mode !== "sealed") return refuse("conflict", "not-sealed");
  const writers = await findWriters(tx, appeal.id);
  if (isHandler({ personId: actor.personId, organizations: organizationsOf(actor) }, appeal, writers))
    return refuse("forbidden", "opener-handles", { rule: { rule: SEALING_RULE } });
  if (actor.personId === undefined || post === undefined) throw new Error("an opener has a person and a post");
  return { person: actor.personId, post: post.postId };
}

async function readSealing(
  { tx }: ActionContext,
  appeal: AppealRow,
): Promise<(SealingRule & { readonly version: number }) | Refusal> {
  const found = await findRuleInForce(tx, SEALING_RULE, appeal.division_path);
  const rule = found === undefined ? undefined : readSealingRule(found.parameters);
  return found === undefined || rule === undefined ? refuse("conflict", "no-sealing-rule") : { ...rule, version: found.version };
}
