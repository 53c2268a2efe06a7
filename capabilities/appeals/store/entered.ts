import { sql } from "kysely";
import type { Tx } from "#platform/db/tx.ts";
import { deriveTitle } from "../domain/derive-title.ts";
import { ownWords } from "./search-words.ts";

export type EnteredRow = {
  readonly id: string;
  readonly number: string;
  readonly text: string;
  readonly place: string;
  readonly contact_name: string;
  readonly matter_code: string | null;
  readonly matter_name: string;
  readonly mandate: string;
  readonly raised_at: Date;
  readonly state: string;
};

/** What the desks of these units wrote down for others since then, newest first. */
export async function listEnteredRows(
  tx: Tx,
  units: readonly string[],
  since: Date,
  most: number,
): Promise<readonly EnteredRow[]> {
  const { rows } = await sql<EnteredRow>`
    select a.id, a.number, w.text, w.place, w.contact_name, a.matter_code, coalesce(m.name, '') as matter_name, coalesce(a.mandate, '') as mandate, a.raised_at, a.state
    from appeals.appeal a join appeals.appeal_personal w on w.tenant_id = a.tenant_id and w.appeal_id = a.id
    join organizations.v_post p on p.tenant_id = a.tenant_id and p.id = a.helper_post
    left join rules.v_matter m on m.tenant_id = a.tenant_id and m.code = a.matter_code
    where a.tenant_id = ${tx.tenantId} and a.raised_at > ${since} and p.organization_id = any(${[...units]}::uuid[])
    order by a.raised_at desc, a.id desc limit ${most}`.execute(tx.db);
  return rows;
}

/** The unit at whose desk it was written down; undefined: the resident wrote it. */
export async function findDeskUnit(tx: Tx, id: string): Promise<string | undefined> {
  const { rows } = await sql<{ organization_id: string }>`
    select p.organization_id from appeals.appeal a join organizations.v_post p on p.tenant_id = a.tenant_id and p.id = a.helper_post
    where a.tenant_id = ${tx.tenantId} and a.id = ${id}`.execute(tx.db);
  return rows[0]?.organization_id;
}

export type Correction = { readonly number: string; readonly text: string; readonly place: string; readonly contactName: string };

export async function correctWords(tx: Tx, id: string, { number, text, place, contactName }: Correction): Promise<void> {
  const title = deriveTitle(text);
  await sql`update appeals.appeal_personal set title = ${title}, text = ${text}, place = ${place}, contact_name = ${contactName},
      words = ${ownWords({ number, title, text, place })}::tsvector
    where tenant_id = ${tx.tenantId} and appeal_id = ${id}`.execute(tx.db);
}

/** The number it may be called at about an appeal, encrypted; null where none was given. */
export async function findContact(
  tx: Tx,
  id: string,
): Promise<{ readonly number: string; readonly phone: string | null } | undefined> {
  const { rows } = await sql<{ number: string; phone: string | null }>`
    select a.number, w.contact_phone_cipher as phone from appeals.appeal a join appeals.appeal_personal w on w.tenant_id = a.tenant_id and w.appeal_id = a.id
    where a.tenant_id = ${tx.tenantId} and a.id = ${id}`.execute(tx.db);
  return rows[0];
}
