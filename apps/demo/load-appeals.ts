import { createHash } from "node:crypto";
import { sql, type RawBuilder } from "kysely";
import type { ActionContext } from "#platform/capability.ts";
import type { Tx } from "#platform/db/tx.ts";
import { caseNumber } from "#platform/identifiers/case-number.ts";
import { legalDay } from "#platform/legal-day.ts";
import { wordsVector } from "#platform/search/words-vector.ts";
import { detailOf, drawDetail } from "./load-details.ts";

/** Appeals a transaction: a second's work, and what a killed run loses at most. */
export const LOAD_BATCH = 1_000;
/** So many weeks back, younger than what retention takes. */
const WEEKS = 200;
const WEEK_MS = 7 * 86_400_000;
/** `source_key` of what was made here: where a run goes on. */
const MARK = "demo-load/";
const DIGITS = 9;

/** An ended appeal of the demo, which was lived through the real actions: what is made here are copies of all its rows. */
export type Template = {
  readonly appeal: string;
  readonly kase: string;
  readonly number: string;
  readonly owner: string | null;
  readonly raised_at: Date;
};

export type Models = { readonly templates: readonly Template[]; readonly owners: readonly string[] };

/** What there is to copy, and in whose names: those of persons nobody signs in as, so that the demo's residents keep their own lists. */
export async function findModels({ tx }: ActionContext): Promise<Models> {
  await takeTime(tx);
  const templates = await sql<Template>`
    select a.id as appeal, a.case_id as kase, a.number, a.owner_person as owner, a.raised_at from appeals.appeal a
    where a.tenant_id = ${tx.tenantId} and a.state in ('closed', 'withdrawn') and a.case_id is not null and a.source_key is null and a.mode in ('named', 'anonymous')
      and not exists (select from cases.link l where l.tenant_id = a.tenant_id and l.case_id = a.case_id)
      and not exists (select from cases.reason_personal r where r.tenant_id = a.tenant_id and r.case_id = a.case_id)
      and not exists (select from appeals.photo p where p.tenant_id = a.tenant_id and p.appeal_id = a.id)
    order by a.number`.execute(tx.db);
  const owners = await sql<{ id: string }>`
    select id from register.person where tenant_id = ${tx.tenantId} and account_id is null and public_name = '' order by id limit 5000`.execute(
    tx.db,
  );
  return { templates: templates.rows, owners: owners.rows.map(({ id }) => id) };
}

/** How many were made before: the next one's index. */
export async function countLoaded({ tx }: ActionContext): Promise<number> {
  const { rows } = await sql<{ last: string | null }>`
    select max(source_key) as last from appeals.appeal where tenant_id = ${tx.tenantId} and source_key between ${MARK} and ${`${MARK}~`}`.execute(
    tx.db,
  );
  const last = rows[0]?.last;
  return last === null || last === undefined ? 0 : Number(last.slice(MARK.length)) + 1;
}

/** Nobody waits for a page here: what a crowded machine makes slow is to come to its end all the same. */
async function takeTime(tx: Tx): Promise<void> {
  await sql`set local statement_timeout = 0`.execute(tx.db);
}

/** How many appeals the tenant has. */
export async function countAll({ tx }: ActionContext): Promise<number> {
  await takeTime(tx);
  const { rows } = await sql<{
    count: number;
  }>`select count(*) as count from appeals.appeal where tenant_id = ${tx.tenantId}`.execute(tx.db);
  return rows[0]?.count ?? 0;
}

/** Copies some appeals with every row that hangs on them, in one statement a table. @param from index of the first */
export async function loadBatch({ tx }: ActionContext, models: Models, from: number, count: number): Promise<void> {
  await takeTime(tx);
  const made = Array.from({ length: count }, (_, place) => makeOne(models, from + place));
  await putPlan(tx, made);
  for (const [table, link] of TABLES) await copyRows(tx, table, link, made);
}

/** Every month there are appeals of is counted again for the rates. */
export async function markMonths({ tx }: ActionContext): Promise<void> {
  await takeTime(tx);
  await sql`insert into appeals.rate_due (tenant_id, id, month, due_at)
    select ${tx.tenantId}::uuid, gen_random_uuid(), month, ${tx.now}::timestamptz from (
      select distinct date_trunc('month', raised_at at time zone 'Asia/Shanghai')::date as month from appeals.appeal where tenant_id = ${tx.tenantId}) m`.execute(
    tx.db,
  );
}

type Made = {
  readonly template: Template;
  readonly appeal: string;
  readonly kase: string;
  readonly number: string;
  readonly weeks: number;
  readonly owner: string;
  readonly holder: string;
  readonly key: string;
  readonly detail: string;
  readonly words: string;
};

/** All that is new about one copy follows from its index: a run that is repeated makes the same. */
function makeOne({ templates, owners }: Models, index: number): Made {
  const digest = createHash("sha256").update(`${MARK}${index}`).digest();
  const pick = <T>(list: readonly T[], at: number): T => list[digest.readUInt32BE(at) % list.length]!;
  const template = pick(templates, 0);
  // A batch lies in one week: its rows stand together in every index by time.
  const weeks = 1 + (Math.floor(index / LOAD_BATCH) % WEEKS);
  const raisedAt = template.raised_at.getTime() - weeks * WEEK_MS;
  const detail = detailOf(drawDetail([digest.readUInt32BE(8) / 2 ** 32, digest.readUInt32BE(12) / 2 ** 32]));
  return {
    template,
    appeal: uuidAt(raisedAt, digest.subarray(16, 26)),
    kase: uuidAt(raisedAt, digest.subarray(6, 16)),
    number: caseNumber(legalDay(new Date(raisedAt)), (bytes) => {
      bytes.set(digest.subarray(25, 25 + bytes.length));
      return bytes;
    }),
    weeks,
    owner: pick(owners, 4),
    holder: digest.toString("hex"),
    key: `${MARK}${String(index).padStart(DIGITS, "0")}`,
    detail,
    words: wordsOf(detail),
  };
}

/** A UUIDv7 (RFC 9562) of a moment, with ten given bytes. */
function uuidAt(ms: number, bytes: Uint8Array): string {
  const random = Buffer.from(bytes).toString("hex");
  const hex = `${ms.toString(16).padStart(12, "0")}7${random.slice(0, 3)}8${random.slice(3, 18)}`;
  return hex.replace(/^(.{8})(.{4})(.{4})(.{4})(.{12})$/, "$1-$2-$3-$4-$5");
}

const vectors = new Map<string, string>();

/** The same few thousand sentences again and again: each is cut once. */
function wordsOf(detail: string): string {
  const known = vectors.get(detail) ?? wordsVector([{ text: detail, weight: "B" }]);
  vectors.set(detail, known);
  return known;
}

/** The batch as a table of its own for the length of the transaction. */
async function putPlan(tx: Tx, made: readonly Made[]): Promise<void> {
  const column = (of: (one: Made) => string | number) => made.map(of);
  await sql`create temporary table plan on commit drop as
    select u.*, a.owner_person as t_owner, a.number as t_number, make_interval(days => 7 * u.weeks) as back
    from unnest(${column((one) => one.template.appeal)}::uuid[], ${column((one) => one.template.kase)}::uuid[], ${column((one) => one.appeal)}::uuid[],
      ${column((one) => one.kase)}::uuid[], ${column((one) => one.number)}::text[], ${column((one) => one.weeks)}::int[], ${column((one) => one.owner)}::uuid[],
      ${column((one) => one.holder)}::text[], ${column((one) => one.key)}::text[], ${column((one) => one.detail)}::text[], ${column((one) => one.words)}::text[])
      as u(t_appeal, t_kase, appeal, kase, number, weeks, owner, holder, key, detail, words)
    join appeals.appeal a on a.tenant_id = ${tx.tenantId} and a.id = u.t_appeal`.execute(tx.db);
}

/** Tables a matter leaves rows in, and the column that says whose: in the order their foreign keys ask for. */
const TABLES: readonly (readonly [table: string, link: string])[] = [
  ["appeals.appeal", "id"],
  ["appeals.appeal_personal", "appeal_id"],
  ["appeals.entry_personal", "appeal_id"],
  ["appeals.whistle", "appeal_id"],
  ["appeals.judgement", "appeal_id"],
  ["appeals.release", "appeal_id"],
  ["cases.case", "id"],
  ["cases.task", "case_id"],
  ["cases.event", "case_id"],
];

type Column = { readonly name: string; readonly type: string };

async function copyRows(tx: Tx, table: string, link: string, made: readonly Made[]): Promise<void> {
  const { rows: columns } = await sql<Column>`
    select attname as name, format_type(atttypid, null) as type from pg_attribute
    where attrelid = ${table}::regclass and attnum > 0 and not attisdropped and attgenerated = '' order by attnum`.execute(tx.db);
  const ofCase = table.startsWith("cases.");
  const of = sql.ref(ofCase ? "p.t_kase" : "p.t_appeal");
  // By their ids as they are: a join would read the whole table again for every batch.
  const models = [...new Set(made.map(({ template }) => (ofCase ? template.kase : template.appeal)))];
  // Rows of one matter keep their order: it is that of their ids.
  const hasId = columns.some(({ name }) => name === "id");
  const ordinal = hasId ? sql`row_number() over (partition by ${sql.ref(link)} order by id)` : sql`1`;
  await sql`insert into ${sql.table(table)} (${sql.join(columns.map(({ name }) => sql.ref(name)))})
    select ${sql.join(columns.map((column) => valueOf(table, column)))}
    from plan p join (select *, ${ordinal} as nth from ${sql.table(table)} where tenant_id = ${tx.tenantId} and ${sql.ref(link)} = any(${models}::uuid[])) r
      on r.${sql.ref(link)} = ${of}`.execute(tx.db);
}

/** What a copy has in a column: moments moved by whole weeks, ids and names of its own, and everything else as it was. */
function valueOf(table: string, { name, type }: Column): RawBuilder<unknown> {
  const at = sql.ref(`r.${name}`);
  const ofCase = table === "cases.case";
  switch (name) {
    case "archived_in":
    case "archived_place":
      return sql`null`;
    case "id":
      if (table === "appeals.appeal") return sql`p.appeal`;
      return ofCase
        ? sql`p.kase`
        : sql`(substr(replace(p.appeal::text, '-', ''), 1, 13) || lpad(to_hex(r.nth), 3, '0') || '8' || substr(md5(p.key || r.id), 1, 15))::uuid`;
    case "appeal_id":
    case "subject_id":
      return sql`p.appeal`;
    case "case_id":
      return sql`p.kase`;
    case "number":
      return sql`p.number`;
    case "source_key":
      return sql`p.key`;
    case "owner_person":
    case "actor_person":
    case "done_by_person":
    case "by_person":
      return sql`case when ${at} = p.t_owner then p.owner else ${at} end`;
    case "holder_key":
      return sql`case when ${at} is not null then p.holder end`;
    case "text":
      return table === "appeals.entry_personal" ? at : sql`${at} || p.detail`;
    case "words":
      return sql`('''' || lower(p.number) || ''':1A')::tsvector || ts_delete(${at}, lower(p.t_number)) || p.words::tsvector`;
    default:
      return type === "timestamp with time zone" ? sql`${at} - p.back` : at;
  }
}
