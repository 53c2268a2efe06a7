import { createHash, randomBytes, randomUUID } from "node:crypto";
import type pg from "pg";

/** A resident may send 60 appeals a minute: so many of them never reach it in one round. */
const RESIDENTS = 1_500;

/** Signs residents of a tenant in, each with an account and a session. @returns the sessions' tokens. */
export async function signInResidents(admin: pg.Client, slug: string): Promise<readonly string[]> {
  const { rows } = await admin.query<{ tenant_id: string; id: string }>(
    `select p.tenant_id, p.id from register.person p join platform.tenant t on t.id = p.tenant_id
      where t.slug = $1 and p.account_id is null order by p.id limit $2`,
    [slug, RESIDENTS],
  );
  const made = rows.map((person) => ({ ...person, account: randomUUID(), token: randomBytes(32).toString("base64url") }));
  const accounts = made.map((one) => one.account);
  await admin.query("insert into platform.account (id) select unnest($1::uuid[])", [accounts]);
  await admin.query(
    `update register.person p set account_id = g.account from unnest($1::uuid[], $2::uuid[], $3::uuid[]) as g(tenant, person, account)
      where p.tenant_id = g.tenant and p.id = g.person`,
    [made.map((one) => one.tenant_id), made.map((one) => one.id), accounts],
  );
  await admin.query(
    `insert into platform.session (token_hash, account_id, method, strong, created_at, expires_at)
      select g.hash, g.account, 'demo', true, now(), now() + interval '1 day' from unnest($1::bytea[], $2::uuid[]) as g(hash, account)`,
    [made.map((one) => createHash("sha256").update(one.token).digest()), accounts],
  );
  await admin.query("analyze");
  return made.map((one) => one.token);
}
