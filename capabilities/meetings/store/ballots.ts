import { sql } from "kysely";
import type { Tx } from "#platform/db/tx.ts";
import type { Votes } from "../domain/judge-meeting.ts";

export type Choice = "for" | "against" | "abstain";

/**
 * Takes a voter's one ballot. @returns false where it is taken already
 */
export async function takeBallot(
  tx: Tx,
  mark: { readonly itemId: string; readonly voter: string; readonly personId: string; readonly path: string },
): Promise<boolean> {
  const { rows } = await sql`insert into meetings.mark (tenant_id, item_id, voter, person_id, division_path)
    values (${tx.tenantId}, ${mark.itemId}, ${mark.voter}, ${mark.personId}, ${mark.path}::ltree) on conflict do nothing returning 1`.execute(
    tx.db,
  );
  return rows.length === 1;
}

/** Ballots taken, of all or of one person. */
export async function countMarks(tx: Tx, itemId: string, personId?: string): Promise<number> {
  const whose = personId === undefined ? sql`true` : sql`person_id = ${personId}`;
  const { rows } = await sql<{ n: number }>`
    select count(*)::int as n from meetings.mark where tenant_id = ${tx.tenantId} and item_id = ${itemId} and ${whose}`.execute(
    tx.db,
  );
  return rows[0]?.n ?? 0;
}

/** Holds the item open while a ballot goes in: whoever ends the vote waits for it. */
export async function holdItem(tx: Tx, itemId: string, how: "vote" | "end"): Promise<void> {
  const lock = how === "vote" ? sql`for share` : sql`for update`;
  await sql`select 1 from meetings.item where tenant_id = ${tx.tenantId} and id = ${itemId} ${lock}`.execute(tx.db);
}

/**
 * Puts a ballot into the urn, or another choice in its place; under the ballots' own role.
 * @param fresh false: only in place of the ballot this receipt stands for
 * @returns whether it is in
 */
export async function putBallot(
  ballots: Tx,
  itemId: string,
  receiptHash: string,
  choice: Choice,
  fresh: boolean,
): Promise<boolean> {
  const { rows } = fresh
    ? await sql`insert into ballots.urn (tenant_id, item_id, cast_ballots) values (${ballots.tenantId}, ${itemId}, jsonb_build_object(${receiptHash}::text, ${choice}::text))
        on conflict (tenant_id, item_id) do update set cast_ballots = urn.cast_ballots || excluded.cast_ballots returning 1`.execute(
        ballots.db,
      )
    : await sql`update ballots.urn set cast_ballots = cast_ballots || jsonb_build_object(${receiptHash}::text, ${choice}::text)
        where tenant_id = ${ballots.tenantId} and item_id = ${itemId} and cast_ballots ? ${receiptHash} returning 1`.execute(
        ballots.db,
      );
  return rows.length === 1;
}

/** What is in the urn. */
export async function countUrn(ballots: Tx, itemId: string): Promise<Votes> {
  const { rows } = await sql<Votes>`
    select (count(*) filter (where c.value = 'for'))::int as "for", (count(*) filter (where c.value = 'against'))::int as against,
      (count(*) filter (where c.value = 'abstain'))::int as abstain, 0 as invalid
    from ballots.urn u cross join lateral jsonb_each_text(u.cast_ballots) c where u.tenant_id = ${ballots.tenantId} and u.item_id = ${itemId}`.execute(
    ballots.db,
  );
  return rows[0] ?? { for: 0, against: 0, abstain: 0, invalid: 0 };
}
