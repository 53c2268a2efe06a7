import { randomUUID } from "node:crypto";
import { sql } from "kysely";
import { decryptField, encryptField } from "../crypto/fields.ts";
import type { Keys } from "../crypto/keys.ts";
import { sealedOwner } from "../crypto/sealed-owner.ts";
import type { ActionContext } from "../capability.ts";
import type { Database } from "../db/database.ts";
import type { Tx } from "../db/tx.ts";
import { legalDay } from "../legal-day.ts";
import { sealedScope, type Caller } from "../registry/invoke.ts";
import type { NoticeToMake } from "./notify.ts";

const MOST_NOTICES = 100;
/** More are shown as "99+". */
const MOST_COUNTED = 100;
/** Read and done with; an unread one waits for its reader for as long as notices are kept at all. */
const KEPT_DAYS = 365;

export type SealedNotice = Omit<NoticeToMake, "personId">;

export type ReadSealedNotice = SealedNotice & {
  readonly id: string;
  /** Legal days: a sealed notice knows no hour. */
  readonly toldOn: string;
  readonly readOn: string | null;
};

const placeOf = (row: string) => ({ table: "sealed.notice", row, column: "notice_cipher" });

/**
 * Puts a notice into the sealed inbox: no row outside the sealed store says that there is one, and no SMS or mail follows, since a line
 * on a screen that others see would tell. For reactions: it commits before them, and is made once by `key`.
 */
export async function notifySealed(
  tx: Tx,
  keys: Keys,
  to: { readonly owner: string; readonly key: string },
  notice: SealedNotice,
): Promise<void> {
  const id = randomUUID();
  await sql`insert into sealed.notice (tenant_id, id, made_by, owner_index, notice_cipher, told_on)
    values (${tx.tenantId}, ${id}, ${to.key}, ${to.owner}, ${encryptField(keys.sealed, placeOf(id), JSON.stringify(notice))}, ${legalDay(tx.now)}::date)
    on conflict (tenant_id, made_by) do nothing`.execute(tx.db);
}

type Row = { readonly id: string; readonly notice_cipher: string; readonly told_on: string; readonly read_on: string | null };

/** The reader's own, newest first. */
export async function findSealedNotices(context: ActionContext): Promise<readonly ReadSealedNotice[]> {
  const { actor, house, tenant } = context;
  if (actor.personId === undefined) return [];
  return await context.sealed(sealedOwner(house.keys.sealed, tenant.id, actor.personId), async (tx) => {
    const { rows } = await sql<Row>`select id, notice_cipher, told_on, read_on from sealed.notice
      where tenant_id = ${tx.tenantId} and owner_index = platform.current_holder() order by place desc limit ${MOST_NOTICES}`.execute(
      tx.db,
    );
    return rows.map(({ id, notice_cipher, told_on, read_on }) => {
      const notice = JSON.parse(decryptField(house.keys.sealed, placeOf(id), notice_cipher)) as SealedNotice;
      return { ...notice, id, toldOn: told_on, readOn: read_on };
    });
  });
}

export async function markSealedRead(context: ActionContext): Promise<void> {
  const { actor, house, tenant } = context;
  if (actor.personId === undefined) return;
  await context.sealed(sealedOwner(house.keys.sealed, tenant.id, actor.personId), async (tx) => {
    await sql`update sealed.notice set read_on = ${legalDay(tx.now)}::date
      where tenant_id = ${tx.tenantId} and owner_index = platform.current_holder() and read_on is null`.execute(tx.db);
  });
}

/** Unread sealed notices of whoever is signed in, for the header. */
export async function countUnreadSealed(database: Database, keys: Keys, caller: Caller): Promise<number> {
  const { personId } = caller.actor;
  if (personId === undefined) return 0;
  const scope = sealedScope(caller.actor, "platform/count-notices", sealedOwner(keys.sealed, caller.tenant.id, personId));
  return await database.transact(
    scope,
    async (tx) => {
      const { rows } = await sql<{ count: number }>`select count(*) as count from (select 1 from sealed.notice
        where tenant_id = ${tx.tenantId} and owner_index = platform.current_holder() and read_on is null limit ${MOST_COUNTED}) n`.execute(
        tx.db,
      );
      return rows[0]?.count ?? 0;
    },
    { domain: "sealed", mode: "read only" },
  );
}

/** By night: what was told a year ago. @returns how many went. */
export async function purgeSealedNotices(tx: Tx): Promise<number> {
  const { numAffectedRows } = await sql`delete from sealed.notice
    where tenant_id = ${tx.tenantId} and told_on < ${legalDay(tx.now)}::date - ${KEPT_DAYS}::int`.execute(tx.db);
  return Number(numAffectedRows ?? 0n);
}
