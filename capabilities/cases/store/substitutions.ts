import { sql } from "kysely";
import type { Tx } from "#platform/db/tx.ts";

export type SubstitutionRow = {
  readonly id: string;
  readonly post_id: string;
  readonly substitute_post_id: string;
  readonly valid_from: Date;
  readonly valid_to: Date;
};

/** More than this a list does not show; each lasts weeks and concerns one post. */
const MAX_SHOWN = 200;

export async function insertSubstitution(
  tx: Tx,
  made: SubstitutionRow & { readonly duties: readonly string[]; readonly made_by: string | null },
): Promise<void> {
  await sql`insert into cases.substitution (tenant_id, id, post_id, substitute_post_id, duties, valid_from, valid_to, made_at, made_by)
    values (${tx.tenantId}, ${made.id}, ${made.post_id}, ${made.substitute_post_id}, ${[...made.duties]}::text[], ${made.valid_from}, ${made.valid_to}, ${tx.now},
      ${made.made_by})`.execute(tx.db);
}

/** Substitutions of or by some posts that are not over, soonest first. */
export async function findSubstitutions(tx: Tx, postIds: readonly string[]): Promise<readonly SubstitutionRow[]> {
  const { rows } = await sql<SubstitutionRow>`
    select id, post_id, substitute_post_id, valid_from, valid_to from cases.substitution
    where tenant_id = ${tx.tenantId} and valid_to > ${tx.now} and valid_to > valid_from
      and (post_id = any(${[...postIds]}::uuid[]) or substitute_post_id = any(${[...postIds]}::uuid[]))
    order by valid_from, id limit ${MAX_SHOWN}`.execute(tx.db);
  return rows;
}

/** One substitution with the post it is of, as the policy judges it. */
export async function lockSubstitution(
  tx: Tx,
  id: string,
): Promise<(SubstitutionRow & { readonly person_id: string; readonly division_path: string }) | undefined> {
  const { rows } = await sql<SubstitutionRow & { person_id: string; division_path: string }>`
    select s.id, s.post_id, s.substitute_post_id, s.valid_from, s.valid_to, v.person_id, o.division_path::text from cases.substitution s
    join organizations.v_post v on v.tenant_id = s.tenant_id and v.id = s.post_id
    join organizations.v_organization o on o.tenant_id = v.tenant_id and o.id = v.organization_id
    where s.tenant_id = ${tx.tenantId} and s.id = ${id} for update of s`.execute(tx.db);
  return rows[0];
}

/** Is the same pair arranged for a time that overlaps? */
export async function overlaps(tx: Tx, postId: string, substitutePostId: string, from: Date, to: Date): Promise<boolean> {
  const { rows } = await sql<{ found: boolean }>`
    select exists (select 1 from cases.substitution where tenant_id = ${tx.tenantId} and post_id = ${postId} and substitute_post_id = ${substitutePostId}
      and valid_from < ${to} and valid_to > ${from} and valid_to > ${tx.now}) as found`.execute(tx.db);
  return rows[0]?.found === true;
}

/** Ended now; one that has not begun never will. */
export async function endSubstitution(tx: Tx, id: string): Promise<void> {
  await sql`update cases.substitution set valid_to = greatest(valid_from, ${tx.now}::timestamptz) where tenant_id = ${tx.tenantId} and id = ${id}`.execute(
    tx.db,
  );
}
