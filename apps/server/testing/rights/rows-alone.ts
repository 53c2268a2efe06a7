import { sql } from "kysely";
import { findActor } from "#capabilities/accounts/index.ts";
import { areasOf, isWithin, visitor, type Actor } from "#platform/actor.ts";
import { Rollback } from "#platform/db/database.ts";
import { holderKeyOf, tokenHash } from "#platform/http/session-cookie.ts";
import { scopeOf } from "#platform/registry/invoke.ts";
import type { TestHouse } from "../start-test-house.ts";
import type { Role } from "./cast.ts";
import { TENANT } from "./places.ts";
import { columnsOf, isTenantTable, type TableShape } from "./tables.ts";

/** Whoever a role is to the house at this tenant's door, as each request finds it. */
export async function actorOf(house: TestHouse, role: Role, receipt: string | undefined): Promise<Actor> {
  const tenant = await house.tenants.bySlug(TENANT);
  if (tenant === undefined) throw new Error(`there is no tenant ${TENANT}`);
  const holderKey = receipt === undefined ? undefined : holderKeyOf(receipt);
  const { token } = role.client;
  return token === undefined
    ? visitor(tenant.id, holderKey)
    : await findActor(house.database, tenant, tokenHash(token), holderKey);
}

type SeenRow = Readonly<Record<string, unknown>>;

/**
 * Every row of a table that the database shows to this actor, whatever the application would have asked for; empty where the main role
 * may not read it at all.
 */
async function rowsShown(house: TestHouse, actor: Actor, table: TableShape): Promise<readonly SeenRow[]> {
  const known = [...table.columns.keys()].filter((name) => WHOSE.has(name) || name === table.path);
  return await house.database.transact(scopeOf(actor, "test/rows-alone"), async ({ db }) => {
    // By its id: of a schema the role may not even look into, a name is not understood.
    const mayRead = await sql<{
      may: boolean;
    }>`select has_schema_privilege(current_user, relnamespace, 'usage') and has_table_privilege(current_user, oid, 'select') as may
      from pg_class where relnamespace::regnamespace || '.' || relname = ${table.name}`.execute(db);
    if (mayRead.rows[0]?.may !== true) return [];
    const columns = known.map((name) => sql`${sql.ref(name)}::text as ${sql.ref(name)}`);
    return (await sql<SeenRow>`select ${sql.join(columns)} from ${sql.raw(table.sql)}`.execute(db)).rows;
  });
}

/** Columns that say whose a row is. */
const WHOSE: ReadonlySet<string> = new Set([
  "tenant_id",
  "account_id",
  "owner_person",
  "person_id",
  "subject_person",
  "reader_person",
  "holder_key",
  "public",
  "public_name",
]);

/** Rows of another tenant that the database shows; a person sees their own rows wherever they are one. */
export async function foreignRows(house: TestHouse, actor: Actor, tables: readonly TableShape[]): Promise<readonly string[]> {
  const shown: string[] = [];
  for (const table of tables.filter(isTenantTable)) {
    const rows = await rowsShown(house, actor, table);
    const foreign = rows.filter((row) => row["tenant_id"] !== actor.tenantId && !isOneself(row, actor));
    if (foreign.length > 0) shown.push(`${table.name}: ${foreign.length} rows of another tenant`);
  }
  return shown;
}

/** Rows that lie outside the actor's areas, are not theirs and not public. `tenantWide`: what everybody of the tenant may read. */
export async function rowsOutside(
  house: TestHouse,
  actor: Actor,
  tables: readonly TableShape[],
  tenantWide: ReadonlySet<string>,
): Promise<readonly string[]> {
  const shown: string[] = [];
  for (const table of tables.filter(({ name, path }) => path !== undefined && !tenantWide.has(name))) {
    const outside = (await rowsShown(house, actor, table)).filter((row) => !isRightful(row, actor, table.path ?? ""));
    if (outside.length > 0) shown.push(`${table.name}: ${outside.length} rows outside its areas`);
  }
  return shown;
}

function isOneself(row: SeenRow, actor: Actor): boolean {
  return actor.accountId !== undefined && row["account_id"] === actor.accountId;
}

/** The rule of DESIGN §4, in plain code that shares nothing with the policies of the database. */
function isRightful(row: SeenRow, actor: Actor, pathColumn: string): boolean {
  const path = row[pathColumn];
  const inArea = typeof path === "string" && areasOf(actor).some((area) => isWithin(path, area));
  const theirs = ["owner_person", "person_id", "subject_person"].some(
    (column) => actor.personId !== undefined && row[column] === actor.personId,
  );
  const held = actor.holderKey !== undefined && row["holder_key"] === actor.holderKey;
  const isPublic = row["public"] === "true" || (typeof row["public_name"] === "string" && row["public_name"] !== "");
  return inArea || theirs || held || isPublic || isOneself(row, actor);
}

/** What the database lets this actor change of another tenant: touching, deleting, and putting a row there. */
export async function foreignWrites(
  house: TestHouse,
  actor: Actor,
  tables: readonly TableShape[],
  otherTenant: string,
): Promise<readonly string[]> {
  const done: string[] = [];
  for (const table of tables.filter(isTenantTable)) {
    const [target, columns] = [sql.raw(table.sql), sql.raw(columnsOf(table))];
    const settable = [...table.columns.keys()].find((name) => !table.key.includes(name)) ?? "tenant_id";
    const tries = {
      update: sql`update ${target} set ${sql.ref(settable)} = ${sql.ref(settable)} where tenant_id = ${otherTenant}`,
      delete: sql`delete from ${target} where tenant_id = ${otherTenant}`,
      insert: sql`insert into ${target} (${columns}) select ${columns} from jsonb_populate_recordset(null::${target}, ${await rowThere(house, table, otherTenant)}::jsonb)`,
    };
    for (const [act, statement] of Object.entries(tries)) {
      const changed = await house.database
        .transact(scopeOf(actor, "test/rows-alone"), async ({ db }): Promise<number> => {
          const { numAffectedRows } = await statement.execute(db);
          throw new Rollback(Number(numAffectedRows ?? 0n));
        })
        .catch((error: unknown) => refusedByDatabase(error));
      if (changed > 0) done.push(`${table.name}: ${act} of ${changed} rows of another tenant`);
    }
  }
  return done;
}

/** A row of the other tenant as its own would be, under a key of its own where it has an id. */
async function rowThere(house: TestHouse, table: TableShape, tenantId: string): Promise<string> {
  const [row] = await house.admin<{ row: Record<string, unknown> }>(
    `select to_jsonb(t) as row from ${table.sql} t where tenant_id = $1 limit 1`,
    [tenantId],
  );
  if (row === undefined) return "[]";
  return JSON.stringify([table.columns.get("id") === "uuid" ? { ...row.row, id: house.newId() } : row.row]);
}

/** SQLSTATE insufficient_privilege: no grant, or a policy's check. A row that is there twice would have got as far as being written. */
function refusedByDatabase(error: unknown): number {
  if (error instanceof Error && "code" in error && error.code === "42501") return 0;
  throw error;
}
