import { sql } from "kysely";
import type { Tx } from "#platform/db/tx.ts";

export type CandidateRow = {
  readonly person_id: string;
  readonly household_id: string | null;
  readonly group_id: string | null;
  readonly sex: "female" | "male" | null;
  readonly born_on: string | null;
  readonly standing: string;
  readonly delegate: boolean;
  readonly member: boolean;
};

/** Everybody the register has in a place on a day, and who is a delegate of a kind or a member of the collective then; inside the reader's areas. */
export async function findCandidates(
  tx: Tx,
  path: string,
  day: string,
  delegateKind: string | undefined,
): Promise<readonly CandidateRow[]> {
  const { rows } = await sql<CandidateRow>`
    select p.id as person_id, p.household_id, p.group_id, f.sex, f.born_on, p.standing,
      exists (select 1 from rolls.delegate d where d.tenant_id = p.tenant_id and d.person_id = p.id and d.kind = ${delegateKind ?? null} and d.division_path <@ ${path}::ltree
        and d.valid_from <= ${day}::date and (d.valid_to is null or d.valid_to > ${day}::date)) as delegate,
      exists (select 1 from rolls.member m where m.tenant_id = p.tenant_id and m.person_id = p.id and m.division_path @> ${path}::ltree
        and m.valid_from <= ${day}::date and (m.valid_to is null or m.valid_to > ${day}::date)) as member
    from register.v_person p join register.v_person_facts f on f.tenant_id = p.tenant_id and f.person_id = p.id
    where p.tenant_id = ${tx.tenantId} and p.division_path <@ ${path}::ltree and p.end_kind is distinct from 'mistake' and p.end_kind is distinct from 'undone'
      and (p.ended_on is null or p.ended_on > ${day}::date)`.execute(tx.db);
  return rows;
}
