import { isRefusal, netOf, parseProcedure, type Definitions, type Net } from "@gongzhi/procedure";
import { sql } from "kysely";
import type { Tx } from "#platform/db/tx.ts";
import { legalDaySql } from "#platform/legal-day.ts";

export type ProcedureVersion = {
  readonly key: string;
  readonly version: number;
  readonly ruleKey: string;
  readonly title: string;
  readonly bpmn: string;
  readonly net: Net;
  /** The whole file: what the diagram is drawn from. */
  readonly definitions: Definitions;
};

type Row = {
  readonly key: string;
  readonly version: number;
  readonly rule_key: string;
  readonly title: string;
  readonly bpmn: string;
};

/** A version never changes once enacted, so its net is compiled once a process; the oldest are forgotten beyond this. */
const MAX_KEPT = 500;
const kept = new Map<string, Promise<ProcedureVersion>>();

/** The version in force today. Throws where there is none: a capability that opens cases ships its procedure. */
export async function findProcedureInForce(tx: Tx, key: string): Promise<ProcedureVersion> {
  const { rows } = await sql<{ version: number }>`
    select version from cases.procedure where tenant_id = ${tx.tenantId} and key = ${key}
      and valid_from <= ${legalDaySql(tx.now)} and (valid_to is null or valid_to > ${legalDaySql(tx.now)})`.execute(tx.db);
  if (rows[0] === undefined) throw new Error(`no version of the procedure ${key} is in force`);
  return await findProcedure(tx, key, rows[0].version);
}

export async function findProcedure(tx: Tx, key: string, version: number): Promise<ProcedureVersion> {
  const id = `${tx.tenantId}/${key}/${version}`;
  const known = kept.get(id);
  if (known !== undefined) return await known;
  const read = readProcedure(tx, key, version);
  kept.set(id, read);
  read.catch(() => kept.delete(id));
  const oldest = kept.size > MAX_KEPT ? kept.keys().next().value : undefined;
  if (oldest !== undefined) kept.delete(oldest);
  return await read;
}

async function readProcedure(tx: Tx, key: string, version: number): Promise<ProcedureVersion> {
  const { rows } = await sql<Row>`
    select key, version, rule_key, title, bpmn from cases.procedure where tenant_id = ${tx.tenantId} and key = ${key} and version = ${version}`.execute(
    tx.db,
  );
  const row = rows[0];
  if (row === undefined) throw new Error(`there is no version ${version} of the procedure ${key}`);
  const parsed = await parseProcedure(row.bpmn);
  if (isRefusal(parsed)) throw new Error(`the enacted procedure ${key} ${version} cannot be read: ${parsed.message}`);
  const net = netOf(parsed);
  if (isRefusal(net)) throw new Error(`the enacted procedure ${key} ${version} does not compile: ${net.message}`);
  return { key, version, ruleKey: row.rule_key, title: row.title, bpmn: row.bpmn, net, definitions: parsed.definitions };
}
