import { sql } from "kysely";
import type { ActionContext } from "#platform/capability.ts";
import type { Tx } from "#platform/db/tx.ts";
import { attachFiles } from "#platform/files/attach.ts";
import type { ChargeRow } from "./charges.ts";

export type ReportRow = {
  readonly version: number;
  readonly report: string;
  readonly reported_on: string;
  readonly verdict: "accepted" | "sent-back" | null;
  readonly opinion: string;
  readonly judged_on: string | null;
};

/** The newest first. */
export async function findReports(tx: Tx, chargeId: string): Promise<readonly ReportRow[]> {
  const { rows } = await sql<ReportRow>`
    select version, report, reported_on, verdict, opinion, judged_on from mandates.report
    where tenant_id = ${tx.tenantId} and charge_id = ${chargeId} order by version desc limit 200`.execute(tx.db);
  return rows;
}

type Made = Pick<ReportRow, "version" | "report"> & { readonly on: string };

export async function insertReport(tx: Tx, charge: ChargeRow, { version, report, on }: Made): Promise<void> {
  await sql`insert into mandates.report (tenant_id, charge_id, version, number, division_path, report, reported_on)
    values (${tx.tenantId}, ${charge.id}, ${version}, ${charge.number}, ${charge.division_path}::ltree, ${report}, ${on}::date)`.execute(
    tx.db,
  );
}

type Judged = { readonly version: number; readonly verdict: string; readonly opinion: string; readonly on: string };

export async function judgeReport(tx: Tx, chargeId: string, { version, verdict, opinion, on }: Judged): Promise<void> {
  await sql`update mandates.report set verdict = ${verdict}, opinion = ${opinion}, judged_on = ${on}::date
    where tenant_id = ${tx.tenantId} and charge_id = ${chargeId} and version = ${version}`.execute(tx.db);
}

export type PaperRow = {
  readonly file_id: string;
  readonly version: number;
  readonly photo: boolean;
  readonly name: string;
  readonly sha256: string;
};

export async function findPapers(tx: Tx, chargeId: string): Promise<readonly PaperRow[]> {
  const { rows } = await sql<PaperRow>`
    select file_id, version, photo, name, sha256 from mandates.paper where tenant_id = ${tx.tenantId} and charge_id = ${chargeId} order by file_id limit 1000`.execute(
    tx.db,
  );
  return rows;
}

type Hung = { readonly version: number; readonly photo: boolean; readonly ids: readonly string[] };

/**
 * Hangs uploaded evidence on a charge, for everybody; locked first, so that no twin hangs it elsewhere.
 * @returns false where one of the files is not this caller's, was given for something else, or hangs already
 */
export async function hangEvidence(
  { tx, actor }: ActionContext,
  charge: ChargeRow,
  { version, photo, ids }: Hung,
): Promise<boolean> {
  if (ids.length === 0) return true;
  const { rows } = await sql<{ uploader: string }>`
    select uploader from platform.file where tenant_id = ${tx.tenantId} and id = any(${[...ids]}::uuid[])
      and purpose = ${photo ? "mandates/photo" : "mandates/paper"} and attached_to is null for update`.execute(tx.db);
  if (rows.length !== new Set(ids).size || rows.some(({ uploader }) => uploader !== (actor.accountId ?? "visitor"))) return false;
  const subject = `mandates/${charge.id}`;
  const hung = { subject, path: charge.division_path, ownerPerson: null, holderKey: null };
  await sql`with ${attachFiles(tx.tenantId, ids, hung)} select 1`.execute(tx.db);
  await sql`insert into mandates.paper (tenant_id, charge_id, file_id, version, number, division_path, photo, name, sha256)
    select ${tx.tenantId}::uuid, ${charge.id}::uuid, f.id, ${version}, ${charge.number}, ${charge.division_path}::ltree, ${photo}, f.name, f.sha256
    from platform.file f where f.tenant_id = ${tx.tenantId} and f.id = any(${[...ids]}::uuid[])`.execute(tx.db);
  await sql`update platform.file set public = true where tenant_id = ${tx.tenantId} and id = any(${[...ids]}::uuid[]) and attached_to = ${subject}`.execute(
    tx.db,
  );
  return true;
}
