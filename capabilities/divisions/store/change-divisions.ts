import { sql } from "kysely";
import type { Tx } from "#platform/db/tx.ts";
import type { KnownVersion } from "../domain/plan-import.ts";
import type { Renumbered } from "../domain/plan-succession.ts";
import { levelOfCode } from "./put-division.ts";

/** Every version of these codes and of all below them, and the versions of what stands above. */
export async function findTree(tx: Tx, codes: readonly string[]): Promise<readonly KnownVersion[]> {
  const above = codes.flatMap((code) =>
    [2, 4, 6, 9].filter((length) => length < code.length).map((length) => code.slice(0, length)),
  );
  const { rows } = await sql<KnownVersion>`
    select code, name, path::text as path, valid_from as "validFrom", valid_to as "validTo" from divisions.division
    where code = any(${above}::text[]) or code like any(${codes.map((code) => `${code}%`)}::text[]) order by code, valid_from`.execute(
    tx.db,
  );
  return rows;
}

export type VersionToPut = { readonly code: string; readonly name: string; readonly path: string };

/** Versions that begin on a day; what held before is ended first (`endVersions`). */
export async function putVersions(tx: Tx, versions: readonly VersionToPut[], day: string, source: string): Promise<void> {
  if (versions.length === 0) return;
  const rows = versions.map(({ code, name, path }) => {
    const level = levelOfCode(code);
    const parent = code.length > 9 ? code.slice(0, 9) : code.length > 6 ? code.slice(0, 6) : code.slice(0, code.length - 2);
    return sql`(${code}, ${day}::date, ${level}::smallint, ${name}, ${parent === "" ? null : parent}, ${path}::ltree, ${source})`;
  });
  await sql`insert into divisions.division (code, valid_from, level, name, parent_code, path, source) values ${sql.join(rows)}`.execute(
    tx.db,
  );
}

/** @param day the first on which they no longer hold */
export async function endVersions(tx: Tx, codes: readonly string[], day: string): Promise<void> {
  await sql`update divisions.division set valid_to = ${day}::date where code = any(${[...codes]}::text[]) and valid_to is null`.execute(
    tx.db,
  );
}

export async function putSuccessions(tx: Tx, moved: readonly Renumbered[], day: string): Promise<void> {
  const rows = moved.map(({ from, to }) => sql`(${from}, ${to}, ${day}::date)`);
  await sql`insert into divisions.succession (from_code, to_code, on_date) values ${sql.join(rows)} on conflict do nothing`.execute(
    tx.db,
  );
}

export type Pair = { readonly from: string; readonly to: string };

/** What became of a code, and of all below it, on a day; empty where nobody said so yet. */
export async function findMoved(tx: Tx, { from, to }: Pair, day: string): Promise<readonly Pair[]> {
  const { rows } = await sql<Pair>`
    select from_code as "from", to_code as "to" from divisions.succession where on_date = ${day}::date and from_code like ${`${from}%`}
      and exists (select 1 from divisions.succession where from_code = ${from} and to_code = ${to} and on_date = ${day}::date)
    order by from_code`.execute(tx.db);
  return rows;
}

/** Grids of this tenant keep their path and stand below the new code; a tenant that answers for a code answers for what took its place. */
export async function followInTenant(
  tx: Tx,
  moved: readonly Pair[],
  day: string,
): Promise<{ grids: number; answersFor: number }> {
  const pairs = sql`unnest(${moved.map(({ from }) => from)}::text[], ${moved.map(({ to }) => to)}::text[]) as m (from_code, to_code)`;
  const grids = await sql`update divisions.grid g set division_code = m.to_code from ${pairs}
    where g.tenant_id = ${tx.tenantId} and g.division_code = m.from_code`.execute(tx.db);
  const ended = await sql<{ to_code: string }>`update divisions.tenant_division d set valid_to = ${day}::date from ${pairs}
    where d.tenant_id = ${tx.tenantId} and d.code = m.from_code and d.valid_to is null returning m.to_code`.execute(tx.db);
  for (const { to_code: code } of ended.rows)
    await sql`insert into divisions.tenant_division (tenant_id, code, valid_from) values (${tx.tenantId}, ${code}, ${day}::date)
      on conflict do nothing`.execute(tx.db);
  return { grids: Number(grids.numAffectedRows), answersFor: ended.rows.length };
}

export type Places = {
  readonly place: string;
  readonly successor: string;
  /** Tenants that have the place and not its successor: what is theirs stays where it is. */
  readonly divided: readonly string[];
};

/** Where the two places lie today, each by its last version. */
export async function findPlaces(tx: Tx, { from, to }: Pair): Promise<Places | undefined> {
  const last = (code: string) => sql`(select path from divisions.division where code = ${code} order by valid_from desc limit 1)`;
  const { rows } = await sql<Places>`
    select p.place::text as place, p.successor::text as successor,
      array(select slug from platform.tenant t where t.root_path @> p.place and not t.root_path @> p.successor and t.root_path <> p.place order by slug) as divided
    from (select ${last(from)} as place, ${last(to)} as successor) p where p.place is not null and p.successor is not null`.execute(
    tx.db,
  );
  return rows[0];
}
