import { sql } from "kysely";
import type { ActionContext } from "#platform/capability.ts";
import { blindIndex, encryptField } from "#platform/crypto/fields.ts";

/** The account of a phone number, made when there is none. @param phone as `readPhone` gives it. */
export async function addAccount(context: Pick<ActionContext, "tx" | "house" | "newId">, phone: string): Promise<string> {
  const { keys } = context.house;
  const id = context.newId();
  const { rows } = await sql<{ id: string }>`
    insert into platform.account (id, phone_cipher, phone_index)
    values (${id}, ${encryptField(keys.fields, { table: "platform.account", row: id, column: "phone_cipher" }, phone)}, ${blindIndex(keys.index, "phone", phone)})
    on conflict (phone_index) do update set phone_index = excluded.phone_index returning id`.execute(context.tx.db);
  return rows[0]?.id ?? id;
}
