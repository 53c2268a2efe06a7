import { sql } from "kysely";
import { decryptField } from "#platform/crypto/fields.ts";
import type { Forgetting } from "#platform/personal-data/forgetting.ts";

type Known = { readonly phone_cipher: string | null; readonly email_cipher: string | null };

/** An account that opens no other door goes: nobody signs in with it any more, and its phone and address are nowhere. */
export const FORGET_ACCOUNT: Forgetting = {
  identify: async ({ house }, tx, { accountId }) => {
    if (accountId === undefined) return { names: [], numbers: [] };
    const { rows } = await sql<Known>`select phone_cipher, email_cipher from platform.account where id = ${accountId}`.execute(
      tx.db,
    );
    const open = (column: keyof Known) => {
      const cipher = rows[0]?.[column] ?? null;
      return cipher === null
        ? ""
        : decryptField(house.keys.fields, { table: "platform.account", row: accountId, column }, cipher);
    };
    return { names: [], numbers: [open("phone_cipher"), open("email_cipher")] };
  },
  forget: async ({ tx }, { accountId, elsewhere }, { names, numbers }) => {
    for (const word of [...names, ...numbers])
      await sql`delete from platform.demo_message where position(${word} in recipient) > 0 or position(${word} in body) > 0`.execute(
        tx.db,
      );
    if (accountId === undefined || elsewhere) return;
    for (const table of ["session", "passkey", "totp", "email_code", "challenge"])
      await sql`delete from ${sql.table(`platform.${table}`)} where account_id = ${accountId}`.execute(tx.db);
    await sql`update platform.account set phone_cipher = null, phone_index = null, email_cipher = null, email_index = null where id = ${accountId}`.execute(
      tx.db,
    );
  },
};
