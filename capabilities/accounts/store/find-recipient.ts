import { sql } from "kysely";
import { decryptField } from "#platform/crypto/fields.ts";
import type { Tx } from "#platform/db/tx.ts";
import type { Language } from "#platform/house.ts";
import type { FindRecipient } from "#platform/notices/deliver.ts";
import { hasStopped } from "#platform/personal-data/uses.ts";
import { findChannels, kindOfTopic, SMS_PURPOSE } from "./channels.ts";

type AccountRow = {
  readonly id: string;
  readonly phone_cipher: string | null;
  readonly email_cipher: string | null;
  readonly language: Language;
  readonly disabled: boolean;
};

/** What was done to somebody's own sign-in reaches them whatever they chose, and where the inbox is closed to them too. */
const ALWAYS_TOLD = /^accounts\.own-/;

/** Phone and e-mail of a person's account, as far as they chose those channels for this kind of notice, and the language they read. */
export const findRecipient: FindRecipient = async (context, personId, topic) => {
  const { tx, house } = context;
  const { rows } = await sql<AccountRow>`
    select a.id, a.phone_cipher, a.email_cipher, a.language, d.account_id is not null as disabled from register.v_person p join platform.account a on a.id = p.account_id
    left join accounts.disabled d on d.tenant_id = p.tenant_id and d.account_id = a.id
    where p.tenant_id = ${tx.tenantId} and p.id = ${personId}`.execute(tx.db);
  const [account] = rows;
  const always = ALWAYS_TOLD.test(topic);
  if (account === undefined || (account.disabled && !always)) return { phone: undefined, email: undefined, language: "zh-CN" };
  const wants = always ? () => true : await findChannels(tx, personId);
  const kind = kindOfTopic(topic);
  const stopped = !always && (await hasStopped(tx, SMS_PURPOSE, personId));
  const open = (column: "phone_cipher" | "email_cipher") => {
    const cipher = account[column];
    return cipher === null
      ? undefined
      : decryptField(house.keys.fields, { table: "platform.account", row: account.id, column }, cipher);
  };
  return {
    phone: !stopped && wants(kind, "sms") ? open("phone_cipher") : undefined,
    email: wants(kind, "email") ? open("email_cipher") : undefined,
    language: account.language,
  };
};

/** An account by itself, for what is told to its phone and to nobody's inbox. */
export async function findReachable(
  tx: Tx,
  accountId: string,
): Promise<Pick<AccountRow, "id" | "phone_cipher" | "language"> | undefined> {
  const { rows } = await sql<Pick<AccountRow, "id" | "phone_cipher" | "language">>`
    select id, phone_cipher, language from platform.account where id = ${accountId}`.execute(tx.db);
  return rows[0];
}
