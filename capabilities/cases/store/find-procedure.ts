import { isRefusal, netOf, parseProcedure, type Definitions, type Net } from "@gongzhi/procedure";
import { sql } from "kysely";
import type { Tx } from "#platform/db/tx.ts";
import { legalDaySql } from "#platform/legal-day.ts";
import type { StepForm } from "../contract/step-form.ts";

export type ProcedureVersion = {
  readonly key: string;
  readonly version: number;
  readonly ruleKey: string;
  readonly title: string;
  readonly bpmn: string;
  readonly net: Net;
  /** Forms of its generic steps, by the key the file names. */
  readonly forms: Readonly<Record<string, StepForm>>;
  /** The whole file: what the diagram is drawn from. */
  readonly definitions: Definitions;
};

type Row = {
  readonly key: string;
  readonly version: number;
  readonly rule_key: string;
  readonly title: string;
  readonly bpmn: string;
  readonly forms: string;
};

type Compiled = Pick<ProcedureVersion, "bpmn" | "net" | "forms" | "definitions">;

/** A version never changes once enacted, so it is read once a process; the oldest are forgotten beyond this. */
const MAX_KEPT = 20_000;
const kept = new Map<string, Promise<ProcedureVersion>>();

/** Most tenants run the procedures they began with: a file and its forms are compiled once, whoever runs them. */
const MAX_COMPILED = 500;
const compiled = new Map<string, Promise<Compiled>>();

/** For a process that goes on with another database, where the same version is another's: the tests' houses are copies of one. */
export function forgetProcedures(): void {
  kept.clear();
  compiled.clear();
}

/** The version in force today. Throws where there is none: a capability that opens cases ships its procedure. */
export async function findProcedureInForce(tx: Tx, key: string): Promise<ProcedureVersion> {
  const version = await versionInForce(tx, key);
  if (version === undefined) throw new Error(`no version of the procedure ${key} is in force`);
  return await findProcedure(tx, key, version);
}

export async function isInForce(tx: Tx, key: string): Promise<boolean> {
  return (await versionInForce(tx, key)) !== undefined;
}

async function versionInForce(tx: Tx, key: string): Promise<number | undefined> {
  const { rows } = await sql<{ version: number }>`
    select version from cases.procedure where tenant_id = ${tx.tenantId} and key = ${key}
      and valid_from <= ${legalDaySql(tx.now)} and (valid_to is null or valid_to > ${legalDaySql(tx.now)})`.execute(tx.db);
  return rows[0]?.version;
}

export async function findProcedure(tx: Tx, key: string, version: number): Promise<ProcedureVersion> {
  const id = `${tx.tenantId}/${key}/${version}`;
  const known = kept.get(id);
  if (known !== undefined) return await known;
  const read = readProcedure(tx, key, version);
  kept.set(id, read);
  read.catch(() => kept.delete(id));
  forgetOldest(kept, MAX_KEPT);
  return await read;
}

function forgetOldest(from: Map<string, unknown>, most: number): void {
  const [oldest] = from.keys();
  if (from.size > most && oldest !== undefined) from.delete(oldest);
}

async function readProcedure(tx: Tx, key: string, version: number): Promise<ProcedureVersion> {
  const { rows } = await sql<Row>`
    select key, version, rule_key, title, bpmn, forms::text as forms from cases.procedure where tenant_id = ${tx.tenantId} and key = ${key} and version = ${version}`.execute(
    tx.db,
  );
  const row = rows[0];
  if (row === undefined) throw new Error(`there is no version ${version} of the procedure ${key}`);
  return { ...(await compileOnce(row)), key, version, ruleKey: row.rule_key, title: row.title };
}

async function compileOnce(row: Row): Promise<Compiled> {
  const id = `${row.bpmn}\n${row.forms}`;
  const known = compiled.get(id);
  if (known !== undefined) return await known;
  const made = compile(row);
  compiled.set(id, made);
  made.catch(() => compiled.delete(id));
  forgetOldest(compiled, MAX_COMPILED);
  return await made;
}

async function compile({ key, version, bpmn, forms }: Row): Promise<Compiled> {
  const parsed = await parseProcedure(bpmn);
  if (isRefusal(parsed)) throw new Error(`the enacted procedure ${key} ${version} cannot be read: ${parsed.message}`);
  const net = netOf(parsed);
  if (isRefusal(net)) throw new Error(`the enacted procedure ${key} ${version} does not compile: ${net.message}`);
  return { bpmn, forms: JSON.parse(forms) as Compiled["forms"], net, definitions: parsed.definitions };
}

/** The drawings of every version there ever was of a procedure. */
export async function findBpmn(tx: Tx, key: string): Promise<readonly string[]> {
  const { rows } = await sql<{
    bpmn: string;
  }>`select bpmn from cases.procedure where tenant_id = ${tx.tenantId} and key = ${key}`.execute(tx.db);
  return rows.map(({ bpmn }) => bpmn);
}

export type VersionRow = {
  readonly key: string;
  readonly version: number;
  readonly title: string;
  readonly title_en: string;
  readonly rule_key: string;
  readonly valid_from: string;
  readonly valid_to: string | null;
  readonly states: number;
  /** What its trial on past cases said. */
  readonly tried: { readonly tried: number; readonly others: number; readonly unrecorded: number } | null;
  readonly enacted_at: Date;
  /** Public name of whoever enacted it; empty where the house did, or where they hold no public post any more. */
  readonly enacted_by: string;
};

/** A tenant with more procedure versions than this is shown the latest. */
const MAX_VERSIONS = 500;

/** Versions of one procedure, or of all: by procedure, the latest first. */
export async function hasProcedure(tx: Tx, key: string): Promise<boolean> {
  const { rows } = await sql`select from cases.procedure where tenant_id = ${tx.tenantId} and key = ${key} limit 1`.execute(
    tx.db,
  );
  return rows.length > 0;
}

export async function findVersions(tx: Tx, key?: string): Promise<readonly VersionRow[]> {
  const { rows } = await sql<VersionRow>`
    select v.key, v.version, v.title, v.title_en, v.rule_key, v.valid_from, v.valid_to, coalesce((v.soundness->>'states')::int, 0) as states, v.soundness->'tried' as tried, v.enacted_at,
      coalesce(p.public_name, '') as enacted_by
    from cases.procedure v left join register.v_person p on p.tenant_id = v.tenant_id and p.id = v.enacted_by
    where v.tenant_id = ${tx.tenantId} and (${key ?? null}::text is null or v.key = ${key ?? null}) order by v.key, v.version desc limit ${MAX_VERSIONS}`.execute(
    tx.db,
  );
  return rows;
}
