import { createHash, randomBytes } from "node:crypto";
import { join } from "node:path";
import type pg from "pg";
import { isMade } from "#apps/demo/load-townships.ts";
import { decryptField } from "#platform/crypto/fields.ts";
import { openKeys } from "#platform/crypto/keys.ts";
import type { BenchServer } from "../intake/start-server.ts";
import { withAdmin } from "../intake/with-admin.ts";

/** Of one tenant: what is asked of it, each by an id or number of its own, and its clerk's session. */
export type Sample = {
  readonly slug: string;
  readonly big: boolean;
  readonly token: string;
  readonly person: string;
  /** A phone somebody here has. */
  readonly phone: string;
  readonly held: string;
  readonly assembly: string;
  readonly called: string;
  readonly open: string;
  readonly roll: string;
  readonly proposal: string;
  readonly project: string;
  readonly entry: string;
  /** Where the clerk calls a meeting, and for which committee. */
  readonly area: string;
  readonly committee: string;
};

type Row = Omit<Sample, "token" | "phone" | "big"> & {
  readonly account: string;
  readonly residents: number;
  readonly phone_cipher: string;
};

/** People from whom on a township is the big one. */
const BIG = 10_000;

/** One sample a tenant that was made, with a session for its clerk: as an operator past row-level security would look them up. */
export async function findSamples(server: BenchServer): Promise<readonly Sample[]> {
  const keys = await openKeys(join(server.dataDir, "keys"), { mayMake: false });
  return await withAdmin(server, async (admin) => {
    const rows = (await admin.query<Row>(FIND)).rows.filter(({ slug }) => isMade(slug));
    const tokens = rows.map(() => randomBytes(32).toString("base64url"));
    await beginSessions(admin, rows, tokens);
    return rows.map(({ account: _account, residents, phone_cipher: cipher, ...row }, place) => ({
      ...row,
      big: residents >= BIG,
      token: tokens[place] ?? "",
      phone: decryptField(keys.fields, { table: "register.person_personal", row: row.person, column: "phone_cipher" }, cipher),
    }));
  });
}

const FIND = `
  select t.slug, clerk.account_id as account, split_part(t.slug, '-', 2)::int as residents, p.person_id as person, p.phone_cipher,
    (select id from meetings.meeting m where m.tenant_id = t.id and m.results > 0 and m.kind = 'representatives-meeting' order by meets_at desc limit 1) as held,
    (select id from meetings.meeting m where m.tenant_id = t.id and m.results > 0 order by m.kind = 'villagers-assembly' desc, meets_at desc limit 1) as assembly,
    (select id from meetings.meeting m where m.tenant_id = t.id and m.state = 'called' order by meets_at desc limit 1) as called,
    (select id from meetings.meeting m where m.tenant_id = t.id and m.state = 'open' limit 1) as open,
    (select roll_id from meetings.meeting m where m.tenant_id = t.id and m.results > 0 order by meets_at desc limit 1) as roll,
    (select number from resolutions.proposal r where r.tenant_id = t.id order by number limit 1) as proposal,
    (select number from projects.project r where r.tenant_id = t.id order by number limit 1) as project,
    (select (size / 2)::text from record.log l where l.tenant_id = t.id) as entry,
    o.division_path::text as area, o.id as committee
  from platform.tenant t
  cross join lateral (select account_id from register.person c where c.tenant_id = t.id and c.account_id is not null limit 1) clerk
  cross join lateral (select person_id, phone_cipher from register.person_personal n where n.tenant_id = t.id and phone_cipher is not null and household_number <> ''
    order by person_id limit 1) p
  cross join lateral (select id, division_path from organizations.organization o where o.tenant_id = t.id and o.kind = 'village-committee' order by id limit 1) o
  where t.slug like 'made-%' order by t.slug`;

async function beginSessions(admin: pg.Client, rows: readonly Row[], tokens: readonly string[]): Promise<void> {
  await admin.query(
    `insert into platform.session (token_hash, account_id, method, strong, created_at, expires_at)
      select g.hash, g.account, 'demo', true, now(), now() + interval '1 day' from unnest($1::bytea[], $2::uuid[]) as g(hash, account)`,
    [tokens.map((token) => createHash("sha256").update(token).digest()), rows.map(({ account }) => account)],
  );
}
