import { administratorOf, findPostHolders } from "#capabilities/organizations/index.ts";
import { bind, type ActionContext } from "#platform/capability.ts";
import { notify } from "#platform/notices/notify.ts";
import { refuse, type Refusal } from "#platform/refusal.ts";
import {
  decideIntervention,
  disableAccount,
  enableAccount,
  resetSecondFactor,
  type InterventionKind,
} from "../contract/interventions.ts";
import { mayDecide, maySecure, SECURITY } from "../policy.ts";
import {
  addIntervention,
  closeDoor,
  decideInterventionRow,
  endSessionsOf,
  findDutiesOf,
  lockHolder,
  lockIntervention,
  openDoor,
  removeFactors,
  type AccountHolder,
} from "../store/interventions.ts";
import { hasSecondFactor } from "../store/second-factors.ts";

/** A second person may be away over a weekend. */
const HOURS_WAITING = 72;

const BINDING = {
  policy: maySecure,
  duty: SECURITY,
  subject: async ({ tx }: ActionContext, { personId }: { readonly personId: string }) => await lockHolder(tx, personId),
};

export const resetSecondFactorBound = bind(resetSecondFactor, {
  ...BINDING,
  run: async (context, { reason }, holder) => {
    if (holder.account_id !== null && !(await hasSecondFactor(context.tx, holder.account_id)))
      return refuse("conflict", "no-second-factor");
    return await intervene(context, "reset-second-factor", holder, reason);
  },
});

export const disableAccountBound = bind(disableAccount, {
  ...BINDING,
  run: async (context, { reason }, holder) => {
    if (holder.disabled_at !== null) return refuse("conflict", "disabled-already");
    return await intervene(context, "disable", holder, reason);
  },
});

export const enableAccountBound = bind(enableAccount, {
  ...BINDING,
  run: async (context, { reason }, holder) => {
    if (holder.disabled_at === null) return refuse("conflict", "not-disabled");
    return await intervene(context, "enable", holder, reason);
  },
});

/** Done at once, except to an administrator's account: there a second person decides, or one of the three could shut out the others. */
async function intervene(
  context: ActionContext,
  kind: InterventionKind,
  holder: AccountHolder,
  reason: string,
): Promise<{ id: string; state: "done" | "waiting" } | Refusal> {
  const { tx, actor } = context;
  const { person_id, account_id, division_path } = holder;
  if (account_id === null) return refuse("conflict", "no-account");
  if (actor.personId === person_id || actor.accountId === account_id) return refuse("forbidden", "own-account");
  const duties = await findDutiesOf(tx, person_id);
  const state = duties.some((duty) => administratorOf(duty) !== undefined) ? "waiting" : "done";
  const id = context.newId();
  const expiresAt = new Date(context.now.getTime() + HOURS_WAITING * 3_600_000);
  const made = {
    id,
    division_path,
    person_id,
    account_id,
    kind,
    reason,
    state,
    askedBy: actor.personId ?? "",
    expiresAt,
  } as const;
  if (!(await addIntervention(tx, made))) return refuse("conflict", "account-waits");
  if (state === "done") await carryOut(context, kind, { person_id, account_id });
  await tellWatchers(context, state === "done" ? kind : "waits", person_id);
  context.subject(id);
  return { id, state };
}

export const decideInterventionBound = bind(decideIntervention, {
  policy: mayDecide,
  subject: async ({ tx }, { id }) => await lockIntervention(tx, id),
  run: async (context, { id, decision }, row) => {
    const { tx, now, actor } = context;
    if (row.state !== "waiting") return refuse("conflict", "intervention-decided");
    if (row.expires_at <= now) return refuse("gone", "intervention-expired");
    if (actor.personId === row.asked_by) return refuse("forbidden", "own-intervention");
    if (actor.personId === row.person_id) return refuse("forbidden", "own-account");
    const state = decision === "agreed" ? ("done" as const) : ("refused" as const);
    await decideInterventionRow(tx, id, state, actor.personId ?? "");
    if (state === "done") await carryOut(context, row.kind, row);
    context.subject(id);
    return { id, state };
  },
});

async function carryOut(
  context: ActionContext,
  kind: InterventionKind,
  { person_id, account_id }: { readonly person_id: string; readonly account_id: string },
): Promise<void> {
  const { tx } = context;
  switch (kind) {
    case "reset-second-factor":
      await removeFactors(tx, account_id);
      await endSessionsOf(tx, account_id);
      break;
    case "disable":
      await closeDoor(tx, account_id);
      await endSessionsOf(tx, account_id);
      break;
    case "enable":
      await openDoor(tx, account_id);
  }
  await notify(context, [{ personId: person_id, topic: `accounts.own-${kind}`, params: {}, path: "accounts/me" }]);
}

/** Whoever audits hears of each; of what waits, everybody who may be the second person. Neither the one who asked nor the one it is about. */
async function tellWatchers(context: ActionContext, what: InterventionKind | "waits", about: string): Promise<void> {
  const duties = what === "waits" ? ["accounts.audit", SECURITY] : ["accounts.audit"];
  const holders = await Promise.all(duties.map(async (duty) => await findPostHolders(context.tx, { duty })));
  const persons = [...new Set(holders.flat())].filter((id) => id !== context.actor.personId && id !== about);
  await notify(
    context,
    persons.map((personId) => ({ personId, topic: `accounts.watch-${what}`, params: {}, path: "accounts/security" })),
  );
}
