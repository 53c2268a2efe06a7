import { setTimeout as sleep } from "node:timers/promises";
import { sql } from "kysely";
import { appendPublic, eraseMentioned, type RecordSource } from "#capabilities/record/index.ts";
import type { ActionContext, Job, JobStep, JobWork } from "#platform/capability.ts";
import type { Tx } from "#platform/db/tx.ts";
import { legalDay } from "#platform/legal-day.ts";
import { countMentions, eraseMentions, type Word } from "#platform/personal-data/erase-mentions.ts";
import { childrenFirst, eraseRows } from "#platform/personal-data/erase-rows.ts";
import { forgettingOf, identify, type Forgotten, type Identifiers } from "#platform/personal-data/forgetting.ts";
import { findTables, OWN_DATA_SOURCES, type OwnDataSource } from "#platform/personal-data/gather.ts";
import { aboutSubject, doneBySubject, type Subject, type TableMap } from "#platform/personal-data/whose-rows.ts";
import {
  addErasureRow,
  findErasureRows,
  lockRequest,
  saveErased,
  type ErasureRow,
  type RequestRow,
  type Result,
} from "../store/requests.ts";

export const ERASED_KIND = "privacy.erased";

/** What is being put on the record at this moment has its place within a minute: the step looks again, so often, so far apart. */
const LOOKS = 120;
const LOOK_AGAIN_MS = 500;

/**
 * Erases somebody, step by step: first what the record shows of them, then their name and numbers in everybody's words, table by table,
 * and last, in one transaction, every row of their own, since until then they are known by those. Each step bears being done twice.
 */
export const eraseJob: Job = {
  step: async (context, work) => {
    const row = await lockRequest(context.tx, String(work.payload["requestId"]));
    if (row === undefined || row.state !== "erasing") return { done: work.done };
    const at = Number(work.cursor?.["at"] ?? (row.extent === "whole" ? 0 : -1));
    if (at < 0) return await eraseOwn(context, work, row);
    return at === 0 ? await eraseFromRecord(context, work, row) : await eraseWords(context, work, row, at);
  },
};

function whoOf(row: RequestRow): Forgotten {
  return {
    personId: row.person_id,
    accountId: row.account_id ?? undefined,
    elsewhere: row.elsewhere,
    ground: row.ground ?? "consent",
  };
}

function subjectOf(row: RequestRow, tx: Tx): Subject {
  // What the account does elsewhere is not this tenant's to erase.
  return { tenantId: tx.tenantId, personId: row.person_id, accountId: row.elsewhere ? undefined : (row.account_id ?? undefined) };
}

function sourcesOf({ offered }: ActionContext): ReadonlyMap<string, OwnDataSource> {
  return (offered.contributed.get(OWN_DATA_SOURCES) ?? new Map()) as ReadonlyMap<string, OwnDataSource>;
}

function countsOf(work: JobWork): Result {
  const figure = (name: string) => Number(work.cursor?.[name] ?? 0);
  return { rows: figure("rows"), mentions: figure("mentions"), fields: figure("fields"), kept: figure("kept") };
}

async function eraseFromRecord(context: ActionContext, work: JobWork, row: RequestRow): Promise<JobStep> {
  const counts = countsOf(work);
  const { names, numbers } = await context.forget(async (tx) => await identify(context, tx, whoOf(row)));
  const words = row.everywhere ? [...names, ...numbers] : numbers;
  const holds = (value: string) => words.some((word) => value.includes(word));
  const after = String(work.cursor?.["after"] ?? "");
  const by = { askedBy: row.first_by ?? "", decidedBy: row.second_by ?? "" };
  const page = await eraseMentioned(context, by, holds, after);
  const looks = Number(work.cursor?.["looks"] ?? 0);
  const sofar = { ...counts, fields: counts.fields + page.erased };
  if (page.waiting > 0 && looks < LOOKS) {
    await sleep(LOOK_AGAIN_MS);
    return { done: work.done, next: { ...sofar, at: 0, after, looks: looks + 1 } };
  }
  const kept = counts.kept + page.kept + page.waiting;
  const through = page.next === undefined;
  return { done: work.done + 1, next: { ...sofar, kept, at: through ? 1 : 0, after: page.next ?? "" } };
}

/** Tables of a step. Reading the catalogue takes as long as looking through a hundred thousand rows, so it is not done for each. */
const TABLES_A_STEP = 24;

async function eraseWords(context: ActionContext, work: JobWork, row: RequestRow, at: number): Promise<JobStep> {
  const counts = countsOf(work);
  const sources = sourcesOf(context);
  const { changed, through } = await context.forget(async (tx) => {
    const tables = await findTables(tx);
    const words = wordsOf(await identify(context, tx, whoOf(row)), row.everywhere);
    const all = [...tables.values()].filter(({ name }) => sources.get(name)?.onRecord !== true);
    let sum = 0;
    for (const table of all.slice((at - 1) * TABLES_A_STEP, at * TABLES_A_STEP)) {
      const subject = subjectOf(row, tx);
      // The step's own transaction holds the request's row: there it waits for nobody.
      const own = table.name === "privacy.request" ? context.tx : tx;
      const about = aboutSubject(tables, table, subject);
      const apart = sources.get(table.name)?.knows === true ? about : undefined;
      sum += await eraseMentions(own, table, words, { own: about ?? doneBySubject(table, subject), apart });
    }
    return { changed: sum, through: at * TABLES_A_STEP >= all.length };
  });
  return { done: work.done + 1, next: { ...counts, mentions: counts.mentions + changed, at: through ? -1 : at + 1 } };
}

function wordsOf({ names, numbers }: Identifiers, everywhere: boolean): readonly Word[] {
  return [...names.map((text) => ({ text, everywhere })), ...numbers.map((text) => ({ text, everywhere: true }))];
}

async function eraseOwn(context: ActionContext, work: JobWork, row: RequestRow): Promise<JobStep> {
  const who = whoOf(row);
  const whole = row.extent === "whole";
  const gone = await context.forget(async (tx) => await eraseOwnRows(context, tx, row));
  await context.removeBytes(gone.bytes);
  if (whole) for (const one of forgettingOf(context)) await one.forget?.(context, who, gone.words);
  const counts = countsOf(work);
  const result = { ...counts, rows: counts.rows + gone.rows, kept: counts.kept + gone.left };
  await saveErased(context.tx, row.id, result);
  if (whole) await putOnRecord(context, row);
  return { done: work.done + 1, total: work.done + 1, result };
}

async function eraseOwnRows(context: ActionContext, tx: Tx, row: RequestRow) {
  const tables = await findTables(tx);
  const sources = sourcesOf(context);
  const subject = subjectOf(row, tx);
  const words = await identify(context, tx, whoOf(row));
  const bytes = await findBytes(tx, tables, subject);
  let rows = 0;
  for (const table of childrenFirst(tables)) {
    // Whose request this is stays until it says that it was done.
    if (table.name.startsWith("privacy.")) continue;
    rows += await eraseRows(tx, tables, table, sources.get(table.name) ?? {}, { subject, extent: row.extent });
  }
  let left = 0;
  const everything = row.extent === "whole" ? wordsOf(words, true) : [];
  for (const table of tables.values())
    if (sources.get(table.name)?.onRecord === true) left += await countMentions(tx, table, everything);
  return { rows, words, bytes, left };
}

async function findBytes(tx: Tx, tables: TableMap, subject: Subject): Promise<readonly string[]> {
  const file = tables.get("platform.file");
  const about = file === undefined ? undefined : aboutSubject(tables, file, subject);
  if (about === undefined) return [];
  const { rows } = await sql<{ sha: string }>`select unnest(array[r.sha256, r.thumbnail_sha256]) as sha from platform.file r
    where r.tenant_id = ${tx.tenantId}::uuid and ${about}`.execute(tx.db);
  return rows.flatMap(({ sha }) => (sha === null ? [] : [sha]));
}

async function putOnRecord(context: ActionContext, row: RequestRow): Promise<void> {
  const { tx, now } = context;
  const made = {
    id: context.newId(),
    ground: row.ground ?? "consent",
    first_by: row.first_by ?? "",
    second_by: row.second_by ?? "",
    on_day: legalDay(now),
  };
  await addErasureRow(tx, made);
  appendPublic(context, { kind: ERASED_KIND, subject: made.id, content: contentOf(made) });
}

/** That somebody was erased, and by which two: not a word of whom. */
function contentOf({ ground, first_by, second_by, on_day }: ErasureRow) {
  return { title: "删除一人的个人信息", ground, on: on_day, by: [{ person: first_by }, { person: second_by }] };
}

export const ERASED_ON_RECORD: RecordSource = {
  name: "删除个人信息",
  nameEn: "Erasure of a person",
  current: async ({ tx }, which) =>
    (await findErasureRows(tx, which)).map((row) => ({ subject: row.id, content: contentOf(row) })),
};
