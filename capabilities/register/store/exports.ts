import { sql, type Expression, type SqlBool } from "kysely";
import type { Tx } from "#platform/db/tx.ts";
import type { PersonListFilter } from "./list-persons.ts";

export type ExportRow = {
  readonly id: string;
  readonly division_path: string;
  readonly asked_by: string;
  readonly asked_at: Date;
  readonly reason: string;
  readonly filter: PersonListFilter;
  readonly persons: number;
  readonly state: "waiting" | "open" | "refused";
  readonly expires_at: Date;
  readonly downloads: number;
};

const COLUMNS = sql`e.id, e.division_path::text as division_path, e.asked_by, e.asked_at, e.reason, e.filter, e.persons, e.state, e.expires_at, e.downloads`;
const MOST_SHOWN = 100;

export async function addExport(
  tx: Tx,
  made: Pick<ExportRow, "id" | "reason" | "filter" | "persons" | "state"> & {
    readonly path: string;
    readonly askedBy: string;
    readonly expiresAt: Date;
  },
): Promise<void> {
  await sql`insert into register.export (tenant_id, id, division_path, asked_by, asked_at, reason, filter, persons, state, expires_at)
    values (${tx.tenantId}, ${made.id}, ${made.path}::ltree, ${made.askedBy}, ${tx.now}, ${made.reason}, ${JSON.stringify(made.filter)}, ${made.persons}, ${made.state}, ${made.expiresAt})`.execute(
    tx.db,
  );
}

export async function lockExport(tx: Tx, id: string): Promise<ExportRow | undefined> {
  const { rows } =
    await sql<ExportRow>`select ${COLUMNS} from register.export e where e.tenant_id = ${tx.tenantId} and e.id = ${id} for update`.execute(
      tx.db,
    );
  return rows[0];
}

export async function decideExportRow(
  tx: Tx,
  id: string,
  decided: { readonly state: "open" | "refused"; readonly by: string; readonly expiresAt: Date },
): Promise<void> {
  await sql`update register.export set state = ${decided.state}, decided_by = ${decided.by}, decided_at = ${tx.now}, expires_at = ${decided.expiresAt}
    where tenant_id = ${tx.tenantId} and id = ${id}`.execute(tx.db);
}

export async function countDownload(tx: Tx, id: string): Promise<void> {
  await sql`update register.export set downloads = downloads + 1 where tenant_id = ${tx.tenantId} and id = ${id}`.execute(tx.db);
}

export type ListedExportRow = ExportRow & { readonly asked_name: string; readonly decided_name: string };

export async function listExportRows(tx: Tx, visible: Expression<SqlBool>): Promise<readonly ListedExportRow[]> {
  const { rows } = await sql<ListedExportRow>`
    select ${COLUMNS}, coalesce(a.public_name, '') as asked_name, coalesce(d.public_name, '') as decided_name from register.export e
    left join register.person a on a.tenant_id = e.tenant_id and a.id = e.asked_by
    left join register.person d on d.tenant_id = e.tenant_id and d.id = e.decided_by
    where e.tenant_id = ${tx.tenantId} and ${visible} order by e.id desc limit ${MOST_SHOWN}`.execute(tx.db);
  return rows;
}
