import { sql } from "kysely";
import type { ActionContext } from "#platform/capability.ts";
import { decryptField } from "#platform/crypto/fields.ts";
import { findChannels, kindOfTopic } from "./channels.ts";

type AccountRow = { readonly id: string; readonly phone_cipher: string | null; readonly email_cipher: string | null };

/** Phone and e-mail of a person's account, as far as they chose those channels for this kind of notice. */
export async function findRecipient(
  context: ActionContext,
  personId: string,
  topic: string,
): Promise<{ phone: string | undefined; email: string | undefined }> {
  const { tx, house } = context;
  const { rows } = await sql<AccountRow>`
    select a.id, a.phone_cipher, a.email_cipher from register.v_person p join platform.account a on a.id = p.account_id
    where p.tenant_id = ${tx.tenantId} and p.id = ${personId} and a.disabled_at is null`.execute(tx.db);
  const [account] = rows;
  if (account === undefined) return { phone: undefined, email: undefined };
  const wants = await findChannels(tx, personId);
  const kind = kindOfTopic(topic);
  const open = (column: "phone_cipher" | "email_cipher") => {
    const cipher = account[column];
    return cipher === null
      ? undefined
      : decryptField(house.keys.fields, { table: "platform.account", row: account.id, column }, cipher);
  };
  return {
    phone: wants(kind, "sms") ? open("phone_cipher") : undefined,
    email: wants(kind, "email") ? open("email_cipher") : undefined,
  };
}
