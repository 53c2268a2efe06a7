import { sql } from "kysely";
import { decryptField } from "#platform/crypto/fields.ts";
import type { ActionContext } from "#platform/capability.ts";
import { readPhone } from "#platform/identifiers/phone.ts";
import { phoneIndexes } from "./person-row.ts";

/**
 * The one entry without an account that has this account's own phone and this name: whoever proved the phone takes it up instead of
 * making a second one. Several of that name and phone, or none: nothing is taken. @returns the person's id.
 */
export async function claimPerson(context: ActionContext, accountId: string, name: string): Promise<string | undefined> {
  const { tx, house } = context;
  const { rows: accounts } = await sql<{ phone_cipher: string | null }>`
    select phone_cipher from platform.account where id = ${accountId}`.execute(tx.db);
  const cipher = accounts[0]?.phone_cipher ?? null;
  if (cipher === null) return undefined;
  const typed = decryptField(house.keys.fields, { table: "platform.account", row: accountId, column: "phone_cipher" }, cipher);
  const phone = readPhone(typed)?.number ?? typed;
  const { rows } = await sql<{ id: string; division_path: string }>`
    select p.id, p.division_path::text as division_path from register.person_personal n join register.person p on p.tenant_id = n.tenant_id and p.id = n.person_id
    where n.tenant_id = ${tx.tenantId} and n.phone_index = any(${phoneIndexes(tx, house.keys, phone)}::text[]) and n.name = ${name}
      and p.account_id is null and p.left_at is null limit 2`.execute(tx.db);
  const [found, another] = rows;
  if (found === undefined || another !== undefined) return undefined;
  const { numAffectedRows } = await sql`
    update register.person set account_id = ${accountId}, version = version + 1, changed_at = ${tx.now}
    where tenant_id = ${tx.tenantId} and id = ${found.id} and account_id is null`.execute(tx.db);
  if (numAffectedRows !== 1n) return undefined;
  await sql`insert into register.change (tenant_id, id, division_path, person_id, kind, at, by_person)
    values (${tx.tenantId}, ${context.newId()}, ${found.division_path}::ltree, ${found.id}, 'claimed', ${tx.now}, ${found.id})`.execute(
    tx.db,
  );
  return found.id;
}
