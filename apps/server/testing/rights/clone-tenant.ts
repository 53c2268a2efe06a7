import { createHash } from "node:crypto";
import type { TestHouse } from "../start-test-house.ts";
import { columnsOf, isTenantTable, readTables, type TableShape } from "./tables.ts";

const UUID = /[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}/g;
const HEX_64 = /\b[0-9a-f]{64}\b/g;
const BATCH = 500;

/**
 * Makes another tenant as like the first as can be: every row of every tenant table once more, in the same areas, under other ids.
 * Whatever the house comes to hold, the other tenant holds it too, so nothing is left untested for want of a foreign row.
 * @returns the other tenant's id for each id of the first.
 */
export async function cloneTenant(house: TestHouse, from: string, to: string): Promise<(id: string) => string> {
  const mapped = (text: string) => text.replaceAll(UUID, otherId).replaceAll(HEX_64, otherHex);
  await house.admin(`insert into platform.tenant (id, slug, name, name_en, root_path)
    select '${otherId(await tenantId(house, from))}', '${to}', '另一个' || name, 'Other ' || name_en, root_path from platform.tenant where slug = '${from}'`);
  // Rows come in any order: foreign keys are checked by the original, whose every reference is copied alike.
  await house.admin("set session_replication_role = replica");
  for (const table of (await readTables(house)).filter(isTenantTable)) await cloneRows(house, table, from, mapped);
  await house.admin("set session_replication_role = origin");
  await beginOwnLog(house, to);
  house.tenants.forget();
  return otherId;
}

/**
 * A log is signed with its own tenant's key and lies beside the database, where nothing was copied: the copy's leaves wait once more,
 * and its own log begins with them.
 */
async function beginOwnLog(house: TestHouse, slug: string): Promise<void> {
  const id = await tenantId(house, slug);
  await house.admin(
    `insert into record.waiting (tenant_id, id, ref, kind, subject, title, leaf, content, given_at, due_at)
      select tenant_id, gen_random_uuid(), ref, kind, subject, title, leaf, content, given_at, given_at from record.entry where tenant_id = $1 order by index`,
    [id],
  );
  for (const table of ["entry", "checkpoint", "log"]) await house.admin(`delete from record.${table} where tenant_id = $1`, [id]);
}

async function cloneRows(house: TestHouse, table: TableShape, from: string, mapped: (text: string) => string): Promise<void> {
  const rows = await house.admin<{ row: string }>(
    `select to_jsonb(t)::text as row from ${table.sql} t where tenant_id = (select id from platform.tenant where slug = $1)`,
    [from],
  );
  const needed = await house.admin<{ name: string }>(
    `select attname as name from pg_attribute where attrelid = '${table.sql}'::regclass and attnum > 0 and attnotnull`,
  );
  const kept = new Set(needed.map(({ name }) => name));
  for (let index = 0; index < rows.length; index += BATCH) {
    const batch = rows.slice(index, index + BATCH).map(({ row }) => mapped(withoutSealed(row, kept)));
    const columns = columnsOf(table);
    await house.admin(
      `insert into ${table.sql} (${columns}) select ${columns} from jsonb_populate_recordset(null::${table.sql}, $1::jsonb)`,
      [`[${batch.join(",")}]`],
    );
  }
}

/** A sealed value opens in its own row alone: its copy under another id is one that was moved, and is left out where a row can do without. */
function withoutSealed(row: string, kept: ReadonlySet<string>): string {
  const columns = Object.entries(JSON.parse(row) as Readonly<Record<string, unknown>>);
  return JSON.stringify(
    Object.fromEntries(
      columns.map(([name, value]) => [name, SEALED.test(name) && isSealed(value) && !kept.has(name) ? null : value]),
    ),
  );
}

const SEALED = /_cipher$/;

function isSealed(value: unknown): boolean {
  return typeof value === "string" && /^[1-9]\d*\.[A-Za-z0-9_-]+$/.test(value);
}

export async function tenantId(house: TestHouse, slug: string): Promise<string> {
  const [row] = await house.admin<{ id: string }>("select id from platform.tenant where slug = $1", [slug]);
  if (row === undefined) throw new Error(`there is no tenant ${slug}`);
  return row.id;
}

/** Another id for each id, the same one wherever it stands; still a UUIDv7 in its own time. */
function otherId(id: string): string {
  const hash = createHash("sha256").update(`other ${id}`).digest("hex");
  return `${id.slice(0, 19)}${hash.slice(0, 4)}-${hash.slice(4, 16)}`;
}

function otherHex(hex: string): string {
  return createHash("sha256").update(`other ${hex}`).digest("hex");
}
