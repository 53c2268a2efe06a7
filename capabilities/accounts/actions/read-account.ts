import { findAreas } from "#capabilities/divisions/index.ts";
import { bind } from "#platform/capability.ts";
import { signedIn } from "#platform/policy.ts";
import { readAccount } from "../contract/read-account.ts";
import { findOwnPosts, findOwnTenants } from "../store/own-account.ts";
import { findPasskeys } from "../store/passkeys.ts";
import { findSessions } from "../store/sessions.ts";
import { lockTotp } from "../store/totp.ts";

export const readAccountBound = bind(readAccount, {
  policy: signedIn,
  run: async (context) => {
    const { tx, actor, tenant } = context;
    const accountId = actor.accountId ?? "";
    const sessions = await findSessions(context);
    const passkeys = await findPasskeys(tx, accountId);
    return {
      name: actor.name ?? "",
      joined: actor.personId !== undefined,
      areas: actor.personId === undefined ? [...(await findAreas(tx, tenant.rootPath))] : [],
      posts: actor.personId === undefined ? [] : [...(await findOwnPosts(tx, actor.personId))],
      secondFactorPending: actor.secondFactorPending,
      totp: ((await lockTotp(tx, accountId))?.confirmed_at ?? null) !== null,
      passkeys: passkeys.map((row) => ({
        id: row.credential_id,
        label: row.label,
        createdAt: row.created_at.toISOString(),
        lastUsedAt: row.last_used_at?.toISOString() ?? null,
      })),
      sessions: sessions.map((row) => ({
        method: row.method,
        createdAt: row.created_at.toISOString(),
        expiresAt: row.expires_at.toISOString(),
        thisOne: row.this_one,
      })),
      tenants: [...(await findOwnTenants(tx, accountId))],
    };
  },
});
