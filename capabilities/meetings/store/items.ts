import { sql } from "kysely";
import type { Tx } from "#platform/db/tx.ts";
import type { Count } from "../domain/compare-counts.ts";
import type { Votes } from "../domain/judge-meeting.ts";

export type ItemRow = {
  readonly id: string;
  readonly meeting_id: string;
  readonly number: number;
  readonly title: string;
  readonly wording: string;
  readonly matter: string | null;
  readonly method: "show-of-hands" | "paper-ballots" | "phone" | null;
  readonly state: "waiting" | "voting" | "decided";
  readonly round: number;
  readonly stepped_aside: number;
  readonly here_persons: number | null;
  readonly here_households: number | null;
  readonly proxies: number | null;
  /** Of owners: the floor area of those here, and behind each choice, in whole 1/100 m². */
  readonly here_floor_dm2: number | null;
  readonly floor_for_dm2: number | null;
  readonly floor_against_dm2: number | null;
  readonly floor_abstain_dm2: number | null;
  readonly floor_invalid_dm2: number | null;
  readonly votes_for: number | null;
  readonly votes_against: number | null;
  readonly votes_abstain: number | null;
  readonly votes_invalid: number | null;
  readonly recount_why: string;
  /** The case it is about. */
  readonly case_number: string | null;
  /** Voted by secret ballot alone. */
  readonly secret: boolean;
  /** What it is about beside a text: one of several to choose, somebody to recall, or how somebody served. */
  readonly does: "choose" | "recall" | "appraise" | null;
  readonly about_person: string | null;
  readonly holds: "delegate" | "post" | null;
  readonly holds_id: string | null;
  readonly carried_out_on: string | null;
  /** What other candidates for the same seats got, of those counted. */
  readonly rivals: readonly { readonly number: number; readonly title: string; readonly votes: number }[] | null;
};

const COLUMNS = sql`id, meeting_id, number, title, wording, matter, method, state, round, stepped_aside, here_persons, here_households, proxies, here_floor_dm2, floor_for_dm2, floor_against_dm2, floor_abstain_dm2, floor_invalid_dm2, votes_for, votes_against, votes_abstain, votes_invalid, recount_why, case_number, secret, does, about_person, holds, holds_id,
  carried_out_on, (select jsonb_agg(jsonb_build_object('number', o.number, 'title', o.title, 'votes', o.votes_for) order by o.number) from meetings.item o
    where item.does = 'choose' and o.tenant_id = item.tenant_id and o.meeting_id = item.meeting_id and o.does = 'choose' and o.id <> item.id and o.votes_for is not null) as rivals`;

export type NewItem = {
  readonly title: string;
  readonly wording: string;
  readonly matter: string | null;
  readonly caseNumber: string | null;
  readonly secret: boolean;
  readonly does?: "choose" | "recall" | "appraise";
  readonly aboutPerson?: string;
  readonly holds?: "delegate" | "post";
  readonly holdsId?: string;
};

export async function insertItems(
  tx: Tx,
  meeting: { readonly id: string; readonly path: string; readonly public: boolean; readonly seenBy: readonly string[] },
  items: readonly (NewItem & { readonly id: string })[],
): Promise<void> {
  for (const [index, item] of items.entries())
    await sql`insert into meetings.item (tenant_id, id, meeting_id, division_path, public, seen_by, number, title, wording, matter, case_number, secret, does, about_person, holds, holds_id)
      values (${tx.tenantId}, ${item.id}, ${meeting.id}, ${meeting.path}::ltree, ${meeting.public}, ${[...meeting.seenBy]}::uuid[], ${index + 1}, ${item.title}, ${item.wording},
        ${item.matter}, ${item.caseNumber}, ${item.secret}, ${item.does ?? null}, ${item.aboutPerson ?? null}, ${item.holds ?? null}, ${item.holdsId ?? null})`.execute(
      tx.db,
    );
}

export async function findItems(tx: Tx, meetingId: string): Promise<readonly ItemRow[]> {
  const { rows } = await sql<ItemRow>`
    select ${COLUMNS} from meetings.item where tenant_id = ${tx.tenantId} and meeting_id = ${meetingId} order by number`.execute(
    tx.db,
  );
  return rows;
}

/** Every item about a case, in the order their meetings were called in. */
export async function findItemsAbout(tx: Tx, caseNumber: string): Promise<readonly ItemRow[]> {
  const { rows } = await sql<ItemRow>`
    select ${COLUMNS} from meetings.item where tenant_id = ${tx.tenantId} and case_number = ${caseNumber} order by meeting_id, number`.execute(
    tx.db,
  );
  return rows;
}

/** More were not decided in the days that count. */
const MOST_FOUNDING = 50;

/** Decided items about no case, of published meetings of these kinds in one place since an instant; the newest first. */
export async function findFoundingItems(
  tx: Tx,
  { path, kinds, since }: { readonly path: string; readonly kinds: readonly string[]; readonly since: Date },
): Promise<readonly ItemRow[]> {
  const { rows } = await sql<ItemRow>`
    select ${COLUMNS} from meetings.item where tenant_id = ${tx.tenantId} and case_number is null and does is null and state = 'decided' and meeting_id in (
      select id from meetings.meeting where tenant_id = ${tx.tenantId} and division_path = ${path}::ltree and kind = any(${[...kinds]}::text[])
        and state = 'closed' and results > 0 and meets_at >= ${since})
    order by meeting_id desc, number limit ${MOST_FOUNDING}`.execute(tx.db);
  return rows;
}

export async function findItem(tx: Tx, id: string): Promise<ItemRow | undefined> {
  const { rows } =
    await sql<ItemRow>`select ${COLUMNS} from meetings.item where tenant_id = ${tx.tenantId} and id = ${id}`.execute(tx.db);
  return rows[0];
}

export type HereNow = {
  readonly here_persons: number;
  readonly here_households: number;
  readonly proxies: number;
  readonly here_floor_dm2: number | null;
};

export async function beginVote(tx: Tx, id: string, method: string, here: HereNow): Promise<void> {
  await sql`update meetings.item set state = 'voting', method = ${method}, here_persons = ${here.here_persons}, here_households = ${here.here_households}, proxies = ${here.proxies}, here_floor_dm2 = ${here.here_floor_dm2} where tenant_id = ${tx.tenantId} and id = ${id}`.execute(
    tx.db,
  );
}

/** Once more from the beginning: the counts of the round before stay as they were given. */
export async function beginNextRound(tx: Tx, id: string, why: string): Promise<void> {
  await sql`update meetings.item set state = 'voting', round = round + 1, recount_why = ${why}, votes_for = null, votes_against = null, votes_abstain = null, votes_invalid = null,
      floor_for_dm2 = null, floor_against_dm2 = null, floor_abstain_dm2 = null, floor_invalid_dm2 = null
    where tenant_id = ${tx.tenantId} and id = ${id}`.execute(tx.db);
}

/** @param floors of owners: the floor area behind each choice in whole 1/100 m² */
export async function decideItem(tx: Tx, id: string, votes: Votes, floors: Votes | null = null): Promise<void> {
  await sql`update meetings.item set state = 'decided', votes_for = ${votes.for}, votes_against = ${votes.against}, votes_abstain = ${votes.abstain},
      votes_invalid = ${votes.invalid}, floor_for_dm2 = ${floors?.for ?? null}, floor_against_dm2 = ${floors?.against ?? null},
      floor_abstain_dm2 = ${floors?.abstain ?? null}, floor_invalid_dm2 = ${floors?.invalid ?? null} where tenant_id = ${tx.tenantId} and id = ${id}`.execute(
    tx.db,
  );
}

export type TallyRow = Count & { readonly item_id: string; readonly round: number; readonly teller: string };

/** Every count given for a meeting's items, round by round. */
export async function findTallies(tx: Tx, meetingId: string): Promise<readonly TallyRow[]> {
  const { rows } = await sql<TallyRow>`
    select t.item_id, t.round, t.teller, t.votes_for as "for", t.votes_against as against, t.votes_abstain as abstain, t.votes_invalid as invalid,
      case when t.floor_for_dm2 is not null then jsonb_build_object('for', t.floor_for_dm2, 'against', t.floor_against_dm2, 'abstain', t.floor_abstain_dm2,
        'invalid', t.floor_invalid_dm2) end as floors
    from meetings.tally t join meetings.item i on i.tenant_id = t.tenant_id and i.id = t.item_id
    where t.tenant_id = ${tx.tenantId} and i.meeting_id = ${meetingId} order by t.item_id, t.round, t.teller`.execute(tx.db);
  return rows;
}

/** @throws the primary key, where this teller has counted this round already */
export async function insertTally(tx: Tx, path: string, tally: TallyRow): Promise<void> {
  await sql`insert into meetings.tally (tenant_id, item_id, round, teller, division_path, votes_for, votes_against, votes_abstain, votes_invalid,
      floor_for_dm2, floor_against_dm2, floor_abstain_dm2, floor_invalid_dm2)
    values (${tx.tenantId}, ${tally.item_id}, ${tally.round}, ${tally.teller}, ${path}::ltree, ${tally.for}, ${tally.against}, ${tally.abstain}, ${tally.invalid},
      ${tally.floors?.for ?? null}, ${tally.floors?.against ?? null}, ${tally.floors?.abstain ?? null}, ${tally.floors?.invalid ?? null})`.execute(
    tx.db,
  );
}

/** @returns whether it is new that this person steps aside */
export async function stepAside(tx: Tx, itemId: string, path: string, personId: string): Promise<boolean> {
  const { rows } = await sql`insert into meetings.recusal (tenant_id, item_id, person_id, division_path)
    values (${tx.tenantId}, ${itemId}, ${personId}, ${path}::ltree) on conflict do nothing returning 1`.execute(tx.db);
  if (rows.length === 0) return false;
  await sql`update meetings.item set stepped_aside = stepped_aside + 1 where tenant_id = ${tx.tenantId} and id = ${itemId}`.execute(
    tx.db,
  );
  return true;
}
