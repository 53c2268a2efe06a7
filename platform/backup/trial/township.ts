import type { ClientBase } from "pg";

/** A database with everything a backup may meet: awkward values, circles, partitions, forced row security, triggers. */
export const MIGRATIONS = ["0001-township", "0002-circles"] as const;

const TOWNSHIP = `
  CREATE SCHEMA IF NOT EXISTS platform;
  CREATE TABLE IF NOT EXISTS platform.migration (name text PRIMARY KEY, applied_at timestamptz NOT NULL DEFAULT now());
  CREATE EXTENSION IF NOT EXISTS ltree;
  CREATE SCHEMA appeals;
  CREATE TYPE appeals.state AS ENUM ('open', 'closed');
  CREATE TABLE appeals.village (code text PRIMARY KEY, path ltree NOT NULL, parent text REFERENCES appeals.village);
  CREATE TABLE appeals.appeal (
    tenant_id uuid NOT NULL, id uuid NOT NULL, village text NOT NULL REFERENCES appeals.village,
    body text, state appeals.state NOT NULL DEFAULT 'open', tags text[], facts jsonb, photo bytea,
    at timestamptz, spent interval, share double precision, amount numeric, states appeals.state[],
    length integer GENERATED ALWAYS AS (char_length(body)) STORED,
    number bigint GENERATED ALWAYS AS IDENTITY,
    PRIMARY KEY (tenant_id, id));
  ALTER TABLE appeals.appeal ENABLE ROW LEVEL SECURITY;
  ALTER TABLE appeals.appeal FORCE ROW LEVEL SECURITY;
  CREATE POLICY own ON appeals.appeal USING (tenant_id = nullif(current_setting('app.tenant', true), '')::uuid);
  CREATE TABLE appeals."entry ""odd"" 村" (id bigserial PRIMARY KEY, "the text" text);
  CREATE TABLE appeals.event (at date NOT NULL, id int NOT NULL, PRIMARY KEY (at, id)) PARTITION BY RANGE (at);
  CREATE TABLE appeals.event_2026 PARTITION OF appeals.event FOR VALUES FROM ('2026-01-01') TO ('2027-01-01');
  CREATE TABLE appeals.event_rest PARTITION OF appeals.event DEFAULT;
  CREATE MATERIALIZED VIEW appeals.v_count AS SELECT count(*) AS villages FROM appeals.village;
  CREATE VIEW appeals.v_village AS SELECT code FROM appeals.village;
  CREATE TABLE appeals.nothing (only_generated int GENERATED ALWAYS AS (1) STORED);
  CREATE FUNCTION appeals.shout() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN NEW.path := 'shouted'::ltree; RETURN NEW; END $$;
  CREATE TRIGGER shout BEFORE INSERT ON appeals.village FOR EACH ROW EXECUTE FUNCTION appeals.shout();
  ALTER TABLE appeals.village ENABLE ALWAYS TRIGGER shout;
  INSERT INTO appeals.village VALUES ('seed', 'x', NULL);
  INSERT INTO platform.migration (name) VALUES ('0001-township');`;

const CIRCLES = `
  CREATE SCHEMA circle;
  CREATE TABLE circle.a (id int PRIMARY KEY, b int NOT NULL);
  CREATE TABLE circle.b (id int PRIMARY KEY, c int NOT NULL);
  CREATE TABLE circle.c (id int PRIMARY KEY, a int NOT NULL);
  ALTER TABLE circle.a ADD CONSTRAINT a_b FOREIGN KEY (b) REFERENCES circle.b DEFERRABLE;
  ALTER TABLE circle.b ADD CONSTRAINT b_c FOREIGN KEY (c) REFERENCES circle.c DEFERRABLE;
  ALTER TABLE circle.c ADD CONSTRAINT c_a FOREIGN KEY (a) REFERENCES circle.a;
  INSERT INTO platform.migration (name) VALUES ('0002-circles');`;

export async function migrateTo(client: ClientBase, migrations: readonly string[]): Promise<void> {
  const texts: Readonly<Record<string, string>> = { "0001-township": TOWNSHIP, "0002-circles": CIRCLES };
  for (const name of migrations) await client.query(texts[name] ?? `migration ${name} is unknown`);
}

export async function readMigrations(client: ClientBase): Promise<readonly string[]> {
  const { rows } = await client.query<{ name: string }>("SELECT name FROM platform.migration ORDER BY name");
  return rows.map((row) => row.name);
}

/** Fills it, as a superuser (row security would hide). `appeals` is how many rows the large table gets. */
export async function settle(client: ClientBase, appeals: number): Promise<void> {
  await migrateTo(client, MIGRATIONS);
  await client.query(`
    ALTER TABLE appeals.village DISABLE TRIGGER shout;
    INSERT INTO appeals.village VALUES ('330109', 'zj.xs', NULL), ('330109001', 'zj.xs.a', '330109'), ('a-child-first', 'zj.q', 'z-parent'), ('z-parent', 'zj', NULL);
    ALTER TABLE appeals.village ENABLE ALWAYS TRIGGER shout;
    INSERT INTO appeals.appeal (tenant_id, id, village, body, state, tags, facts, photo, at, spent, share, amount, states) VALUES
      (gen_random_uuid(), gen_random_uuid(), '330109', E'tab\\there\\nline\\r\\n\\\\N \\\\. back\\\\slash 路灯不亮 🏮', 'closed',
       ARRAY['a,b', NULL, '"q"', ''], '{"a": [1, null, "\\u6751"], "n": 1e400}', '\\x00ff5c0a', 'infinity', '1 mon -3 days 04:05:06.789',
       'NaN', 'NaN', ARRAY['open', 'closed']::appeals.state[]),
      (gen_random_uuid(), gen_random_uuid(), '330109001', '', 'open', '{}', 'null', '', '4713-01-01 BC', '-178000000 years', 0.1::float8 + 0.2, 123456789012345678901234567890.000010, '{}'),
      (gen_random_uuid(), gen_random_uuid(), '330109001', NULL, 'open', NULL, NULL, NULL, NULL, NULL, '-infinity', '-infinity', NULL);
    INSERT INTO appeals."entry ""odd"" 村" ("the text") SELECT repeat('字', n) FROM generate_series(1, 50) n;
    INSERT INTO appeals.event VALUES ('2026-03-04', 1), ('2031-01-01', 2);
    INSERT INTO appeals.nothing DEFAULT VALUES;
    BEGIN;
    SET CONSTRAINTS ALL DEFERRED;
    ALTER TABLE circle.c DISABLE TRIGGER ALL;
    INSERT INTO circle.a SELECT n, n FROM generate_series(1, 20) n;
    INSERT INTO circle.b SELECT n, n FROM generate_series(1, 20) n;
    INSERT INTO circle.c SELECT n, n FROM generate_series(1, 20) n;
    SET CONSTRAINTS ALL IMMEDIATE;
    ALTER TABLE circle.c ENABLE TRIGGER ALL;
    COMMIT;`);
  await client.query(
    `INSERT INTO appeals.appeal (tenant_id, id, village, body, facts)
     SELECT gen_random_uuid(), gen_random_uuid(), '330109', md5(n::text) || repeat('路', n % 100), jsonb_build_object('n', n)
       FROM generate_series(1, $1::int) n`,
    [appeals],
  );
  await client.query("REFRESH MATERIALIZED VIEW appeals.v_count");
}

/** One hash a table over all of its rows in all of their columns, and every sequence: equal for equal databases. */
export async function fingerprint(client: ClientBase): Promise<Readonly<Record<string, string>>> {
  const { rows: tables } = await client.query<{ name: string }>(
    `SELECT format('%I.%I', n.nspname, c.relname) AS name FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace
      WHERE c.relkind IN ('r', 'p', 'm', 'v', 'S') AND n.nspname IN ('platform', 'appeals', 'circle') AND NOT c.relispartition ORDER BY 1`,
  );
  const found: Record<string, string> = {};
  for (const { name } of tables) {
    const columns = name.endsWith("_seq") || name.endsWith('_seq"') ? "last_value, is_called" : "*";
    const { rows } = await client.query<{ rows: string; hash: string }>(
      `SELECT count(*) AS rows, md5(coalesce(string_agg(t::text, E'\\n' ORDER BY t::text COLLATE "C"), '')) AS hash FROM (SELECT ${columns} FROM ${name}) t`,
    );
    found[name] = `${rows[0]?.rows} ${rows[0]?.hash}`;
  }
  return found;
}

/** What a restore must leave as the migrations made it. */
export async function rightsOf(client: ClientBase): Promise<readonly unknown[]> {
  const { rows } = await client.query<Record<string, unknown>>(
    `SELECT c.relname, c.relrowsecurity, c.relforcerowsecurity,
            (SELECT array_agg(t.tgname || t.tgenabled::text ORDER BY t.tgname) FROM pg_trigger t WHERE t.tgrelid = c.oid AND NOT t.tgisinternal) AS triggers,
            (SELECT array_agg(k.conname || k.condeferrable::text || k.condeferred || k.convalidated ORDER BY k.conname)
               FROM pg_constraint k WHERE k.conrelid = c.oid) AS keys
       FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace WHERE n.nspname IN ('appeals', 'circle') AND c.relkind IN ('r', 'p') ORDER BY 1`,
  );
  return rows;
}
