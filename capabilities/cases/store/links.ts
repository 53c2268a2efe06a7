import { sql } from "kysely";
import type { Tx } from "#platform/db/tx.ts";
import type { LinkFacts, LinkWords } from "../contract/link-message.ts";

export type Direction = "out" | "in";

export type LinkRow = {
  /** The id of the message that opened it. */
  readonly id: string;
  readonly direction: Direction;
  readonly case_id: string | null;
  readonly other_tenant: string;
  readonly other_name: string;
  /** The number of the case there, once it is known here. */
  readonly other_number: string | null;
  readonly relation: string;
  readonly division_path: string;
  readonly facts: LinkFacts;
  readonly sent_at: Date;
  readonly due_at: Date | null;
  readonly received_at: Date | null;
  readonly answered_at: Date | null;
  readonly withdrawn_at: Date | null;
  readonly answer: LinkFacts | null;
};

const COLUMNS = sql`l.message_id as id, l.direction, l.case_id, l.other_tenant, t.name as other_name, l.other_number, l.relation, l.division_path::text, l.facts, l.sent_at,
  l.due_at, l.received_at, l.answered_at, l.withdrawn_at, l.answer from cases.link l join platform.tenant t on t.id = l.other_tenant`;

export async function findLink(tx: Tx, id: string, direction: Direction): Promise<LinkRow | undefined> {
  const { rows } = await sql<LinkRow>`
    select ${COLUMNS} where l.tenant_id = ${tx.tenantId} and l.message_id = ${id} and l.direction = ${direction}`.execute(tx.db);
  return rows[0];
}

/** Under a row lock: two answers, or an answer and a withdrawal, come one after the other. */
export async function lockLink(tx: Tx, id: string, direction: Direction): Promise<LinkRow | undefined> {
  const { rows } = await sql<LinkRow>`
    select ${COLUMNS} where l.tenant_id = ${tx.tenantId} and l.message_id = ${id} and l.direction = ${direction} for update of l`.execute(
    tx.db,
  );
  return rows[0];
}

/** Where a case goes on, and where it comes from, in order. */
export async function findLinksOf(tx: Tx, caseId: string): Promise<readonly LinkRow[]> {
  const { rows } = await sql<LinkRow>`
    select ${COLUMNS} where l.tenant_id = ${tx.tenantId} and l.case_id = ${caseId} order by l.sent_at, l.message_id`.execute(
    tx.db,
  );
  return rows;
}

export async function findLinkWords(tx: Tx, id: string, direction: Direction, part: "sent" | "answer"): Promise<LinkWords> {
  const { rows } = await sql<{ words: LinkWords }>`
    select words from cases.link_personal where tenant_id = ${tx.tenantId} and message_id = ${id} and direction = ${direction} and part = ${part}`.execute(
    tx.db,
  );
  return rows[0]?.words ?? {};
}

export type LinkToInsert = {
  readonly id: string;
  readonly direction: Direction;
  readonly caseId: string | null;
  readonly otherTenant: string;
  readonly otherNumber: string | null;
  readonly relation: string;
  readonly path: string;
  readonly facts: LinkFacts;
  readonly words: LinkWords;
  readonly sentAt: Date;
  readonly dueAt: Date | null;
};

/** @returns false when a message of this id was written before: whoever delivers it again changes nothing. */
export async function insertLink(tx: Tx, made: LinkToInsert): Promise<boolean> {
  const received = made.direction === "in" ? tx.now : null;
  const { numAffectedRows } = await sql`
    insert into cases.link (tenant_id, message_id, direction, case_id, other_tenant, other_number, relation, division_path, facts, sent_at, due_at, received_at, barred)
    values (${tx.tenantId}, ${made.id}, ${made.direction}, ${made.caseId}, ${made.otherTenant}, ${made.otherNumber}, ${made.relation}, ${made.path},
      ${JSON.stringify(made.facts)}, ${made.sentAt}, ${made.dueAt}, ${received},
      coalesce((select c.barred from cases.case c where c.tenant_id = ${tx.tenantId} and c.id = ${made.caseId}), '{}')) on conflict do nothing`.execute(
    tx.db,
  );
  if (numAffectedRows === 0n) return false;
  await insertWords(tx, { id: made.id, direction: made.direction, part: "sent", path: made.path, words: made.words });
  return true;
}

type WordsToInsert = {
  readonly id: string;
  readonly direction: Direction;
  readonly part: "sent" | "answer";
  readonly path: string;
  readonly words: LinkWords;
};

async function insertWords(tx: Tx, made: WordsToInsert): Promise<void> {
  if (Object.keys(made.words).length === 0) return;
  await sql`insert into cases.link_personal (tenant_id, message_id, direction, part, division_path, words, barred)
    select ${tx.tenantId}, ${made.id}, ${made.direction}, ${made.part}, ${made.path}::ltree, ${JSON.stringify(made.words)}::jsonb, l.barred from cases.link l
    where l.tenant_id = ${tx.tenantId} and l.message_id = ${made.id} and l.direction = ${made.direction}`.execute(tx.db);
}

export async function setLinkCase(tx: Tx, id: string, caseId: string): Promise<void> {
  await sql`update cases.link set case_id = ${caseId} where tenant_id = ${tx.tenantId} and message_id = ${id} and direction = 'in'`.execute(
    tx.db,
  );
}

/** The receipt came back. */
export async function setLinkReceived(tx: Tx, id: string, number: string): Promise<void> {
  await sql`update cases.link set received_at = coalesce(received_at, ${tx.now}), other_number = ${number}
    where tenant_id = ${tx.tenantId} and message_id = ${id} and direction = 'out'`.execute(tx.db);
}

export async function setLinkAnswered(tx: Tx, link: LinkRow, answer: LinkFacts, words: LinkWords): Promise<void> {
  await sql`update cases.link set answered_at = ${tx.now}, answer = ${JSON.stringify(answer)}, received_at = coalesce(received_at, ${tx.now})
    where tenant_id = ${tx.tenantId} and message_id = ${link.id} and direction = ${link.direction}`.execute(tx.db);
  await insertWords(tx, { id: link.id, direction: link.direction, part: "answer", path: link.division_path, words });
}

export async function setLinkWithdrawn(tx: Tx, id: string, direction: Direction): Promise<void> {
  await sql`update cases.link set withdrawn_at = coalesce(withdrawn_at, ${tx.now})
    where tenant_id = ${tx.tenantId} and message_id = ${id} and direction = ${direction}`.execute(tx.db);
}

export type OtherTenant = { readonly id: string; readonly name: string };

/** The tenant one level up: the nearest whose root lies above ours. */
export async function findUpperTenant(tx: Tx): Promise<OtherTenant | undefined> {
  const { rows } = await sql<OtherTenant>`
    select u.id, u.name from platform.tenant u join platform.tenant own on own.id = ${tx.tenantId}
    where u.root_path @> own.root_path and u.root_path <> own.root_path order by nlevel(u.root_path) desc limit 1`.execute(tx.db);
  return rows[0];
}
