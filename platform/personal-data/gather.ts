import { sql, type RawBuilder, type SqlBool } from "kysely";
import type { ActionContext } from "../capability.ts";
import { decryptField, FieldUnreadable } from "../crypto/fields.ts";
import type { Keys } from "../crypto/keys.ts";
import type { Tx } from "../db/tx.ts";
import { readComment, type PersonalComment } from "./read-comment.ts";
import { readTables, type PersonalColumn, type PersonalTable } from "../db/read-tables.ts";
import { aboutSubject, doneBySubject } from "./whose-rows.ts";

/** The point at which a capability says of its tables what the catalogue cannot, by table. */
export const OWN_DATA_SOURCES = "platform.own-data";

export type OwnDataSource = {
  /** SQL about the row `r`: false while whoever it is about is not to be told yet. */
  readonly shown?: string;
  /** Under which row an encrypted value lies; left out, the first column of the key after the tenant. */
  readonly cipherRow?: (row: Readonly<Record<string, unknown>>) => string;
  /**
   * Where the row itself goes though no comment of its columns says so, since it is nobody's duty to keep: true, as soon as they ask;
   * `whole`, when everything of theirs goes (what they still have under way rests on it).
   */
  readonly goes?: true | "whole";
  /** True where others rest on the row, or its own capability empties it: whoever is erased is taken out of its words, and it stands. */
  readonly keeps?: true;
  /** True where somebody is known by their own row: it goes last, and until then says who is being erased. */
  readonly knows?: true;
  /** Its words are on the record or hashed: they go field by field there (`capabilities/record`), never by themselves. */
  readonly onRecord?: true;
};

/** about: the row is theirs; part: it hangs on one that is; by: they did something in office there, and are told that alone. */
export type HeldRow = { readonly how: "about" | "part" | "by"; readonly values: Readonly<Record<string, unknown>> };

export type HeldTable = {
  readonly table: string;
  readonly columns: readonly (PersonalComment & { readonly column: string })[];
  readonly rows: readonly HeldRow[];
  /** How many there are; more than `rows` where the caller asked for some only. */
  readonly count: number;
};

/** One person's life of matters fits many times over; whoever served for years has that many acts. */
const MOST_ROWS = 50_000;
/** Of no meaning to a reader, or a secret that opens doors. */
const UNTOLD = new Set(["barred", "complained_of", "token_hash", "tenant_id", "seen_by", "not_sent_to", "secret"]);
const UNTOLD_TYPE = new Set(["bytea", "tsvector"]);
/** What tells of an act in office: that it was done, when, and to which row. */
const TOLD_OF_ACTS = /^(?:kind|action|state|what|purpose|outcome|decision|how)$/;
const TOLD_TYPE = /^(?:uuid|date|timestamp with time zone)$/;

/**
 * Everything the house holds that names the caller, table by table, whatever capability keeps it.
 * @param most rows of a table, newest first as their key goes; left out, all of them
 */
export async function gatherOwnData(context: ActionContext, most: number = MOST_ROWS): Promise<readonly HeldTable[]> {
  const { actor, house, offered } = context;
  const subject = { tenantId: actor.tenantId, personId: actor.personId, accountId: actor.accountId };
  const sources = (offered.contributed.get(OWN_DATA_SOURCES) ?? new Map()) as ReadonlyMap<string, OwnDataSource>;
  return await context.ownData(async (tx) => {
    const tables = await findTables(tx);
    const held: HeldTable[] = [];
    for (const table of tables.values()) {
      const ask = { tx, keys: house.keys, table, source: sources.get(table.name) ?? {}, most };
      const one = await gatherTable(ask, aboutSubject(tables, table, subject), doneBySubject(table, subject));
      if (one.count > 0) held.push(one);
    }
    return held;
  });
}

export async function findTables(tx: Tx): Promise<ReadonlyMap<string, PersonalTable>> {
  const tables = await readTables(async (text) => (await sql.raw<Record<string, unknown>>(text).execute(tx.db)).rows);
  return new Map(tables.map((table) => [table.name, table]));
}

type Ask = {
  readonly tx: Tx;
  readonly keys: Keys;
  readonly table: PersonalTable;
  readonly source: OwnDataSource;
  readonly most: number;
};

async function gatherTable(
  ask: Ask,
  about: RawBuilder<SqlBool> | undefined,
  by: RawBuilder<SqlBool> | undefined,
): Promise<HeldTable> {
  const { table, source } = ask;
  const shown = sql.raw(source.shown ?? "true");
  const whole = about === undefined ? undefined : await findRows(ask, sql<SqlBool>`${about} and ${shown}`);
  const others = about === undefined ? sql`true` : sql`not coalesce(${about}, false)`;
  const acts = by === undefined ? undefined : await findRows(ask, sql<SqlBool>`${by} and ${others}`);
  const how = table.about.length > 0 ? "about" : "part";
  return {
    table: table.name,
    columns: table.columns.flatMap(({ name, comment }) => (comment === null ? [] : [{ column: name, ...readComment(comment) }])),
    rows: [
      ...(whole?.rows ?? []).map((row) => ({ how, values: wholeRow(ask, row) }) as const),
      ...(acts?.rows ?? []).map((row) => ({ how: "by", values: actOf(table, row) }) as const),
    ],
    count: (whole?.count ?? 0) + (acts?.count ?? 0),
  };
}

type Found = { readonly rows: readonly Readonly<Record<string, unknown>>[]; readonly count: number };

async function findRows({ tx, table, most }: Ask, where: RawBuilder<SqlBool>): Promise<Found> {
  const tenant = table.ofTenant ? sql`r.tenant_id = ${tx.tenantId}::uuid and` : sql``;
  const order = table.key.map((column) => sql`${sql.ref(`r.${column}`)} desc`);
  const { rows } = await sql<{ row: Readonly<Record<string, unknown>>; count: number }>`
    select to_jsonb(r) as row, count(*) over () as count from ${sql.table(table.name)} r where ${tenant} ${where}
    order by ${sql.join(order)} limit ${most}`.execute(tx.db);
  return { rows: rows.map(({ row }) => row), count: rows[0]?.count ?? 0 };
}

function wholeRow(ask: Ask, row: Readonly<Record<string, unknown>>): Readonly<Record<string, unknown>> {
  return Object.fromEntries(ask.table.columns.flatMap((column) => tellColumn(ask, column, row)));
}

function tellColumn(
  { keys, table, source }: Ask,
  { name, type, comment }: PersonalColumn,
  row: Readonly<Record<string, unknown>>,
): readonly (readonly [string, unknown])[] {
  const value = row[name];
  if (UNTOLD.has(name) || UNTOLD_TYPE.has(type) || /_(?:index|key|hash)$/.test(name)) return [];
  if (!name.endsWith("_cipher")) return [[name, value]];
  // A secret that somebody signs in with has no comment: it is not told again, to them neither.
  if (comment === null) return [];
  const key = table.key.find((column) => column !== "tenant_id") ?? "";
  const place = { table: table.name, row: source.cipherRow?.(row) ?? String(row[key]), column: name };
  return [[name.replace(/_cipher$/, ""), typeof value === "string" ? open(keys, place, value) : null]];
}

function open(keys: Keys, place: Parameters<typeof decryptField>[1], stored: string): unknown {
  try {
    return decryptField(keys.fields, place, stored);
  } catch (error) {
    if (error instanceof FieldUnreadable) return null;
    throw error;
  }
}

function actOf(table: PersonalTable, row: Readonly<Record<string, unknown>>): Readonly<Record<string, unknown>> {
  const told = table.columns.filter(
    ({ name, type }) =>
      !UNTOLD.has(name) &&
      (table.key.includes(name) || TOLD_TYPE.test(type) || TOLD_OF_ACTS.test(name)) &&
      !UNTOLD_TYPE.has(type),
  );
  const about = new Set(table.about.map(({ name }) => name));
  return Object.fromEntries(told.flatMap(({ name }) => (about.has(name) ? [] : [[name, row[name]]])));
}
