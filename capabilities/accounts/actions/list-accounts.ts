import { administratorOf } from "#capabilities/organizations/index.ts";
import { bind } from "#platform/capability.ts";
import { listAccounts } from "../contract/interventions.ts";
import { isWatcher, mayDecide, maySecure } from "../policy.ts";
import { findAccounts, findInterventions, type AccountRow, type ListedIntervention } from "../store/list-accounts.ts";
import type { Actor } from "#platform/actor.ts";

export const listAccountsBound = bind(listAccounts, {
  policy: isWatcher,
  run: async (context, { q = "" }) => {
    const { tx, house, actor, now } = context;
    const rows = (await findAccounts(tx, house.keys, q.trim())).filter((row) => mayDecide.can(actor, row));
    // Holders of public posts are named to everybody; of others it is written down who looked.
    for (const { person_id, named } of rows) if (!named) context.looked(person_id, "accounts.account");
    const interventions = (await findInterventions(tx)).filter((row) => mayDecide.can(actor, row));
    return {
      accounts: rows.map((row) => ({
        personId: row.person_id,
        name: row.name,
        posts: [...row.posts],
        totp: row.totp,
        passkeys: row.passkeys,
        sessions: row.sessions,
        disabledAt: row.disabled_at?.toISOString() ?? null,
        may: actsOn(actor, row),
      })),
      interventions: interventions.map((row) => ({
        id: row.id,
        kind: row.kind,
        name: row.name,
        reason: row.reason,
        state: row.state === "waiting" && row.expires_at <= now ? ("expired" as const) : row.state,
        askedBy: row.asked_name,
        askedAt: row.asked_at.toISOString(),
        decidedBy: row.decided_name,
        expiresAt: row.expires_at.toISOString(),
        may: mayAgree(actor, row, now) ? ["decide-intervention"] : [],
      })),
    };
  },
});

function actsOn(actor: Actor, row: AccountRow): string[] {
  if (!maySecure.can(actor, row) || actor.personId === row.person_id) return [];
  if (row.disabled_at !== null) return ["enable-account"];
  const administrator = row.duties.flat().some((duty) => administratorOf(duty) !== undefined);
  return [
    ...(row.totp || row.passkeys > 0 ? ["reset-second-factor"] : []),
    ...(administrator ? [] : ["give-new-phone"]),
    "disable-account",
  ];
}

function mayAgree(actor: Actor, row: ListedIntervention, now: Date): boolean {
  const other = actor.personId !== row.asked_by && actor.personId !== row.person_id;
  return row.state === "waiting" && row.expires_at > now && other && mayDecide.can(actor, row);
}
