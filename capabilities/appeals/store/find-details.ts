import { sql } from "kysely";
import type { Tx } from "#platform/db/tx.ts";
import type { AppealRow } from "./appeal-row.ts";

export type EntryRow = {
  readonly id: string;
  readonly kind: string;
  readonly told: boolean;
  readonly text: string;
  readonly article: string;
  readonly by: string;
  readonly at: Date;
};

/** Entries in order; the resident's reading leaves out what was not told. An official signs by unit, title and public name. */
export async function findEntries(tx: Tx, appealId: string, onlyTold: boolean): Promise<readonly EntryRow[]> {
  const { rows } = await sql<EntryRow>`
    select e.id, e.kind, e.told, e.text, e.article, e.at, concat_ws(' · ', nullif(e.by_outside, ''), nullif(o.name, ''), nullif(p.title, ''), nullif(n.public_name, '')) as by
    from appeals.entry_personal e
    left join organizations.v_organization o on o.tenant_id = e.tenant_id and o.id = e.by_organization
    left join organizations.v_post p on p.tenant_id = e.tenant_id and p.id = e.by_post
    left join register.v_person n on n.tenant_id = e.tenant_id and n.id = e.by_person
    where e.tenant_id = ${tx.tenantId} and e.appeal_id = ${appealId} and (e.told or not ${onlyTold}) order by e.id`.execute(
    tx.db,
  );
  return rows;
}

export type NameRow = { readonly area: string; readonly matter: string; readonly unit: string };

export async function findNames(tx: Tx, appeal: AppealRow): Promise<NameRow> {
  const { rows } = await sql<NameRow>`select
    coalesce((select name from divisions.v_area v where v.path = ${appeal.division_path}::ltree and (v.tenant_id is null or v.tenant_id = ${tx.tenantId}) limit 1), '') as area,
    coalesce((select name from rules.v_matter where tenant_id = ${tx.tenantId} and code = ${appeal.matter_code}), '') as matter,
    coalesce((select name from organizations.v_organization where tenant_id = ${tx.tenantId} and id = ${appeal.lead_organization}), '') as unit`.execute(
    tx.db,
  );
  return rows[0] ?? { area: "", matter: "", unit: "" };
}

export async function findPhotos(
  tx: Tx,
  appealId: string,
): Promise<readonly { readonly fileId: string; readonly thumbnail: boolean }[]> {
  const { rows } = await sql<{ fileId: string; thumbnail: boolean }>`
    select p.file_id as "fileId", f.thumbnail_sha256 is not null as thumbnail from appeals.photo p
    join platform.file f on f.tenant_id = p.tenant_id and f.id = p.file_id
    where p.tenant_id = ${tx.tenantId} and p.appeal_id = ${appealId} order by p.position`.execute(tx.db);
  return rows;
}

/** Which appeal a photo hangs on, whoever asks: an id says nothing to whom the appeal is none of. */
export async function findAppealOfPhoto(tx: Tx, fileId: string): Promise<string | undefined> {
  const { rows } = await sql<{ appeal_id: string }>`
    select appeal_id from appeals.photo where tenant_id = ${tx.tenantId} and file_id = ${fileId}`.execute(tx.db);
  return rows[0]?.appeal_id;
}
