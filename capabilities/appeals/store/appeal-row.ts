import { sql } from "kysely";
import type { Tx } from "#platform/db/tx.ts";

/** An appeal's facts; the words are in `appeal_personal`. Columns by their own names, as policies read them. */
export type AppealRow = {
  readonly id: string;
  readonly number: string;
  readonly case_id: string | null;
  readonly division_path: string;
  readonly owner_person: string | null;
  readonly holder_key: string | null;
  readonly public: boolean;
  readonly mode: "named" | "sealed" | "anonymous" | "imported";
  readonly channel: string;
  readonly mandate: string | null;
  readonly matter_code: string | null;
  readonly longitude: number | null;
  readonly latitude: number | null;
  readonly state: "waiting" | "handling" | "answered" | "closed" | "withdrawn" | "historic";
  readonly outcome: "solved" | "partly-solved" | "justified-no" | "explained" | "other-channel" | "withdrawn" | null;
  readonly lead_organization: string | null;
  readonly co_organizations: readonly string[];
  /** Bodies and posts it complains of; whom it is kept from for that, and whom it may not be sent to. */
  /** How many stand with it, besides whoever raised it. */
  readonly co_signers: number;
  readonly complained_of: readonly string[];
  readonly barred: readonly string[];
  readonly not_sent_to: readonly string[];
  readonly tier: string | null;
  readonly raised_at: Date;
  readonly dispatched_at: Date | null;
  readonly contact_due_at: Date | null;
  readonly contacted_at: Date | null;
  readonly due_at: Date | null;
  readonly due_by: { readonly key: string; readonly version: number; readonly provisional: boolean } | null;
  readonly extensions: number;
  readonly answered_at: Date | null;
  readonly closed_at: Date | null;
  readonly reopened: number;
  /** The run it was archived in. */
  readonly archived_in: string | null;
  readonly archived_place: number | null;
  readonly source_likes: number | null;
  readonly source_dislikes: number | null;
};

const COLUMNS =
  sql.raw(`id, number, case_id, division_path::text, owner_person, holder_key, public, mode, channel, mandate, matter_code, longitude, latitude, state,
  outcome, lead_organization, co_organizations, co_signers, complained_of, barred, not_sent_to, tier, raised_at, dispatched_at, contact_due_at, contacted_at, due_at, due_by, extensions, answered_at, closed_at,
  reopened, archived_in, archived_place, source_likes, source_dislikes`);

export async function findAppealByNumber(tx: Tx, number: string): Promise<AppealRow | undefined> {
  return (
    await sql<AppealRow>`select ${COLUMNS} from appeals.appeal where tenant_id = ${tx.tenantId} and number = ${number}`.execute(
      tx.db,
    )
  ).rows[0];
}

export async function findAppeal(tx: Tx, id: string): Promise<AppealRow | undefined> {
  return (
    await sql<AppealRow>`select ${COLUMNS} from appeals.appeal where tenant_id = ${tx.tenantId} and id = ${id}`.execute(tx.db)
  ).rows[0];
}

/** Under a row lock: two who act at once act one after the other, and the second sees what the first did. */
export async function lockAppeal(tx: Tx, id: string): Promise<AppealRow | undefined> {
  return (
    await sql<AppealRow>`select ${COLUMNS} from appeals.appeal where tenant_id = ${tx.tenantId} and id = ${id} for update`.execute(
      tx.db,
    )
  ).rows[0];
}

export type AppealWords = {
  readonly title: string;
  readonly text: string;
  readonly place: string;
  readonly contact_name: string;
  readonly contact_phone_cipher: string | null;
};

export async function findWords(tx: Tx, id: string): Promise<AppealWords | undefined> {
  const { rows } = await sql<AppealWords>`
    select title, text, place, contact_name, contact_phone_cipher from appeals.appeal_personal where tenant_id = ${tx.tenantId} and appeal_id = ${id}`.execute(
    tx.db,
  );
  return rows[0];
}
