import { sql } from "kysely";
import { blindIndexes } from "#platform/crypto/fields.ts";
import type { Keys } from "#platform/crypto/keys.ts";
import type { Tx } from "#platform/db/tx.ts";
import { readPhone } from "#platform/identifiers/phone.ts";
import type { AccountHolder, InterventionRow } from "./interventions.ts";

const MOST_ACCOUNTS = 100;
const MOST_INTERVENTIONS = 50;

export type AccountRow = AccountHolder & {
  readonly name: string;
  readonly named: boolean;
  readonly posts: readonly string[];
  /** Of each post. */
  readonly duties: readonly (readonly string[])[];
  readonly totp: boolean;
  readonly passkeys: number;
  readonly sessions: number;
};

/** Holders of posts and accounts that are closed, or whoever has exactly this name or sign-in phone; inside the reader's areas. */
export async function findAccounts(tx: Tx, keys: Keys, q: string): Promise<readonly AccountRow[]> {
  const phone = readPhone(q)?.number;
  const indexes = phone === undefined ? [] : blindIndexes(keys.index, "phone", phone);
  const whom =
    q === ""
      ? sql`(cardinality(h.posts) > 0 or d.account_id is not null)`
      : sql`(n.name = ${q} or a.phone_index = any(${[...indexes]}::text[]))`;
  const { rows } = await sql<AccountRow>`
    select p.id as person_id, p.account_id, p.division_path::text as division_path, n.name, p.public_name <> '' as named, h.posts, h.duties, d.since as disabled_at,
      exists (select from platform.totp t where t.account_id = a.id and t.confirmed_at is not null) as totp,
      (select count(*)::int from platform.passkey k where k.account_id = a.id) as passkeys,
      (select count(*)::int from platform.session s where s.account_id = a.id and s.expires_at > ${tx.now}) as sessions
    from register.v_person p join platform.account a on a.id = p.account_id
    join register.v_person_name n on n.tenant_id = p.tenant_id and n.person_id = p.id
    left join accounts.disabled d on d.tenant_id = p.tenant_id and d.account_id = p.account_id
    cross join lateral (select coalesce(array_agg(g.name || ' · ' || o.title order by o.valid_from, o.id), '{}') as posts,
      coalesce(jsonb_agg(o.duties), '[]') as duties from organizations.v_post o
      join organizations.v_organization g on g.tenant_id = o.tenant_id and g.id = o.organization_id
      where o.tenant_id = p.tenant_id and o.person_id = p.id and o.valid_from <= ${tx.now} and (o.valid_to is null or o.valid_to > ${tx.now})) h
    where p.tenant_id = ${tx.tenantId} and p.left_at is null and ${whom} order by n.name, p.id limit ${MOST_ACCOUNTS}`.execute(
    tx.db,
  );
  return rows;
}

export type ListedIntervention = InterventionRow & {
  readonly name: string;
  readonly asked_name: string;
  readonly decided_name: string;
};

export async function findInterventions(tx: Tx): Promise<readonly ListedIntervention[]> {
  const { rows } = await sql<ListedIntervention>`
    select i.id, i.division_path::text as division_path, i.person_id, i.account_id, i.kind, i.reason, i.state, i.asked_by, i.asked_at, i.decided_by, i.expires_at,
      coalesce(n.name, '') as name, coalesce(a.public_name, '') as asked_name, coalesce(d.public_name, '') as decided_name
    from accounts.intervention i
    left join register.v_person_name n on n.tenant_id = i.tenant_id and n.person_id = i.person_id
    left join register.v_person a on a.tenant_id = i.tenant_id and a.id = i.asked_by
    left join register.v_person d on d.tenant_id = i.tenant_id and d.id = i.decided_by
    where i.tenant_id = ${tx.tenantId} order by i.state = 'waiting' desc, i.id desc limit ${MOST_INTERVENTIONS}`.execute(tx.db);
  return rows;
}
